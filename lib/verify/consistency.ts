import { finding, named } from "../audit/compose.ts";
import type { Finding } from "../audit/finding.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import type { ProbeReport } from "../probe/probe.ts";
import type { NotTried } from "../probe/table-tries.ts";
import type { ObjectRef } from "../statements/statement.ts";
import type { Probe } from "./verification.ts";

/** Answers that say nothing about the relation: somebody was at work there, or we ran out of time. */
const PASSING: readonly string[] = [SQLSTATE.lockNotAvailable, SQLSTATE.queryCanceled];

/**
 * Where what was tried and what the catalog says do not agree. The server's answer counts: what was allowed is open,
 * what was refused cannot be read. `known` keeps from saying twice what a rule found already.
 */
export function contradictions(report: ProbeReport, known: readonly Finding[]): Finding[] {
  const gaps = new Set(known.filter((one) => one.class === "read-gap").map((one) => keyOf(one.object)));
  return report.probes.flatMap((probe) => {
    if (probe.expected === probe.sqlstate || PASSING.includes(probe.sqlstate)) return [];
    if (probe.expected === SQLSTATE.insufficientPrivilege) return probe.result === "allowed" ? [allowed(probe)] : [];
    return probe.action === "connect" || gaps.has(keyOf(probe.object)) ? [] : [unreadable(probe)];
  });
}

function keyOf(object: ObjectRef | null): string {
  return JSON.stringify([object?.schema, object?.name]);
}

function allowed({ action, object, sql }: Probe): Finding {
  // A SELECT that works although the catalog says no reads more than was meant; everything else writes.
  const reads = action === "select";
  return finding({
    code: "tried-and-allowed",
    class: reads ? "exposure" : "write",
    object,
    title: `We tried it and the database let it happen: ${action}${object ? ` on ${named(object)}` : ""}.`,
    detail: `The catalog shows no such right, and as the role this was answered with 00000: ${sql}`,
    fixableBy: "owner",
  });
}

function unreadable({ object, sqlstate, message, sql }: Probe): Finding {
  const what = object ? named(object) : "a plain SELECT";
  const refused = sqlstate === SQLSTATE.insufficientPrivilege;
  return finding({
    code: refused ? "tried-and-refused" : "broken-relation",
    class: "read-gap",
    object,
    privilege: "SELECT",
    title: refused
      ? `Reading ${what} was refused when we tried it.`
      : `${what} cannot be read by anybody as it is: it is broken by itself.`,
    detail: `${sqlstate}${message === null ? "" : ` ${message}`} in answer to: ${sql}`,
    fixableBy: "owner",
  });
}

const REASONS: Readonly<Record<NotTried["reason"], string>> = {
  "runs-code": "planning a statement on it could run a function that did not come with Postgres",
  foreign: "trying it would open a connection to another server",
  busy: "somebody holds or awaits an ACCESS EXCLUSIVE lock",
  "event-trigger": "an event trigger on ddl_command_start would run before the right is asked for",
  "many-locks": "a statement on it would lock more than 500 relations at once",
  time: "there was no time left",
  session: "the session may not become the role, or the server takes no transaction of that kind",
};

/** One notice for each reason: what rests on the catalog alone. */
export function notTriedNotices(notTried: readonly NotTried[]): Finding[] {
  const groups = Map.groupBy(notTried, ({ reason }) => reason);
  return [...groups].map(([reason, list]) => {
    const names = list.map(({ schema, name }) => `${schema}.${name}`);
    const shown = names.slice(0, 200);
    return finding({
      code: "not-tried",
      class: "notice",
      title:
        names.length === 1
          ? `We did not try everything on ${names[0]}; there the answer rests on the rights alone.`
          : `We did not try everything on ${names.length} tables; there the answer rests on the rights alone.`,
      detail: `${REASONS[reason]}: ${shown.slice(0, 20).join(", ")}${names.length > 20 ? " …" : ""}.`,
      fixableBy: "cannot-be-closed",
      ...(names.length > 1 ? { count: names.length, examples: shown } : {}),
    });
  });
}
