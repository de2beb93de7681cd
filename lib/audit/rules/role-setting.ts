import type { AccessSetting } from "../../inspect/access/facts.ts";
import { isOn } from "../../inspect/access/setting.ts";
import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import type { Finding } from "../finding.ts";
import type { AuditContext, Rule } from "../rule.ts";

/** Below this a timeout cancels what is hardly a question. */
const SHORTEST_MS = 1000;

export const roleSetting: Rule = {
  code: "role-setting",
  classes: ["read-gap", "notice"],
  about: "reading",
  meaning: "A setting that the role's sessions start with keeps it from reading, or does something at every login.",
  exploited:
    "statement_timeout of a few milliseconds cancels every real question (57014); row_security = off makes filtered tables fail; role = … acts as another role; session_preload_libraries runs a library's code.",
  closed: "ALTER ROLE … RESET the setting.",
  find: ({ access }) => access.settings.filter(strongest).flatMap((setting) => judge(setting, access)),
};

/** They come strongest first. */
function strongest(setting: AccessSetting, index: number, all: readonly AccessSetting[]): boolean {
  return all.findIndex((one) => one.name === setting.name) === index;
}

/** Whether this setting keeps the role from reading what it may read. */
export function blocksReading({ name, value }: AccessSetting): boolean {
  return ["statement_timeout", "transaction_timeout"].includes(name) && isShort(value);
}

function isShort(value: string): boolean {
  const [, digits = "", unit = "ms"] = /^\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*$/.exec(value) ?? [];
  const ms =
    Number(digits || "0") * ({ us: 0.001, ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }[unit] ?? 1);
  return ms > 0 && ms < SHORTEST_MS;
}

function judge(setting: AccessSetting, access: AuditContext["access"]): Finding[] {
  const words = wordsOf(setting, access);
  if (words === null) return [];
  const role = access.role?.name ?? null;
  return [
    finding({
      code: roleSetting.code,
      class: words.gap ? "read-gap" : "notice",
      object: objectRef("setting", setting.name),
      via: role === null ? [] : [role],
      title: words.title,
      detail: `${setting.name} = ${setting.value}, set for the ${setting.from.replaceAll("-", " ")} (pg_db_role_setting). ${words.detail}`,
      fixableBy: "role-change",
      remedy:
        role !== null && setting.from === "role" ? `${sql`ALTER ROLE ${ident(role)} RESET`} ${setting.name};` : null,
    }),
  ];
}

function wordsOf(
  setting: AccessSetting,
  { reach, role }: AuditContext["access"],
): { gap: boolean; title: string; detail: string } | null {
  const { name, value } = setting;
  if (blocksReading(setting))
    return {
      gap: true,
      title: `Questions are cut off after ${value}, because of the setting ${name}.`,
      detail: "Real questions end with 57014.",
    };
  if (name === "row_security" && !isOn(value))
    return {
      gap: false,
      title: "Tables with row rules fail instead of showing some rows.",
      detail: "row_security = off raises 42501 where a policy would filter.",
    };
  if (name === "role" && value !== role?.name) {
    const member = reach.some((one) => one.name === value && one.canAct);
    return {
      gap: false,
      title: member
        ? `Its sessions start as ${value}.`
        : `Its sessions are meant to start as ${value}, which it may not become.`,
      detail: member ? "SET ROLE at login." : "Ignored with a warning at login: no membership.",
    };
  }
  if (["session_preload_libraries", "local_preload_libraries"].includes(name) && value !== "")
    return {
      gap: false,
      title: `Its sessions load the library ${value} first.`,
      detail: "The library's code runs at every login.",
    };
  return null;
}
