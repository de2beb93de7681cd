import "server-only";
import { AppError } from "../../lib/errors.ts";
import type { LifeOptions } from "../../lib/lifecycle/role-to-change.ts";
import type { Target } from "../../lib/postgres/client.ts";
import type { Connection, NewConnection } from "../../lib/store/connections.ts";
import type { Store } from "../../lib/store/store.ts";
import type { Verification } from "../../lib/verify/verification.ts";
import type { Call } from "./action.ts";
import { asPublicError } from "./answer.ts";
import { founderOf } from "./caller.ts";
import { dialPolicy } from "./env.ts";
import { store } from "./store.ts";

/** The connection that the route is about, and what may be done about its login. */
export type Life = { opened: Store; connection: Connection; founderId: string; options: LifeOptions };

/** Finds the connection of `[id]`. Throws AppError `refused.no-such-connection`. */
export async function lifeOf(call: Call): Promise<Life> {
  const opened = await store();
  const connection = await opened.connections.get(call.params.id ?? "");
  if (connection === null) {
    throw new AppError("refused.no-such-connection", "This login is not on the list any more.", {
      hint: "Go back to your connections.",
    });
  }
  // Whoever listed a login that was made elsewhere has taken it over knowingly.
  const adopt = connection.passwordMode === "kept";
  // Without the request's signal: what has begun goes on to its end when nobody listens any more.
  const options = { role: connection.role, adopt, client: { dial: dialPolicy(call.caller) } };
  return { opened, connection, founderId: founderOf(call.caller).id, options };
}

/** As much of a connection as says where its login stands. */
export type Place = { connection: Pick<Connection, "host" | "database" | "role" | "sslmode"> };

/** An admin of the very server that the login stands on, connected to its database. Throws `refused.other-server`. */
export function adminOf({ connection }: Place, target: Target): Target {
  return { ...sameServer(connection, target), database: connection.database };
}

/** The login itself, by its own URL. Throws `refused.other-server`, `refused.other-login`. */
export function ownLoginOf({ connection }: Place, target: Target): Target {
  const { role, database } = connection;
  const own = sameServer(connection, target);
  if ((own.user === role || own.user.startsWith(`${role}.`)) && own.database === database) return own;
  throw new AppError("refused.other-login", "This URL is of another login or another database.", {
    hint: `Paste the URL of ${role} in ${database}: the one that Lucien has.`,
  });
}

function sameServer({ host, sslmode }: Place["connection"], target: Target): Target {
  if (target.host !== host) {
    throw new AppError("refused.other-server", "This URL leads to another server than the one of this login.", {
      hint: `The login stands at ${host}.`,
    });
  }
  // A certificate that nobody could vouch for when the login was made is not vouched for now, unless somebody adds one.
  const unvouched = sslmode === "require" && target.caPem === null;
  return { ...target, tls: target.tls ?? (unvouched ? "require" : null) };
}

/** What the newest check of the login rests on, to compare with; null where none was kept. */
export async function earlierCheck({ opened, connection }: Life): Promise<Verification | null> {
  const evidence = await opened.connections.evidence(connection.id);
  return evidence === null ? null : (JSON.parse(evidence) as Verification);
}

/** The login as it is listed, to be recorded again by whoever has nothing new to tell about its password. */
export function untold(connection: Connection): NewConnection {
  return { ...connection, passwordSetAt: undefined, validUntil: undefined };
}

/** Notes a state that no check found: what the newest check rests on stays. */
export function recordState(life: Life, verdict: "paused" | "resumed", note: string): Promise<void> {
  return noted(async () => {
    const { opened, connection } = life;
    const at = Date.now();
    const evidence = (await opened.connections.evidence(connection.id)) ?? undefined;
    const check = { at, verdict, tries: 0, refused: 0, note };
    await opened.connections.record(untold(connection), check, { evidence, activity: activityOf(life, verdict, at) });
  });
}

/** Notes that it has a new password since now. `validUntil` as the database says it. */
export function recordRenewal(life: Life, validUntil: string | null): Promise<void> {
  const at = Date.now();
  const password = { passwordSetAt: at, validUntil: validUntil === null ? null : Date.parse(validUntil) };
  return noted(() => life.opened.connections.renewed(life.connection.id, password, activityOf(life, "rotated", at)));
}

/** A store that is away does not undo what was done to the login, so nothing is thrown. */
export async function noted(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    // Leaves a reference number in the log, and nothing of what was thrown.
    asPublicError(thrown);
  }
}

/** A line of the log about this login. */
export function activityOf(life: Life, what: string, at = Date.now(), facts: Record<string, string | number> = {}) {
  const { connection, founderId } = life;
  const { name, host, id: subject } = connection;
  return { at, kind: `connection.${what}`, founderId, subject, facts: { name, host, ...facts } };
}
