import type { Access } from "../../inspect/access.ts";
import { ident, sql } from "../../postgres/sql.ts";
import { objectRef } from "../../statements/statement.ts";
import { finding } from "../compose.ts";
import { setsOff } from "../event-reach.ts";
import type { Rule } from "../rule.ts";

export const eventTrigger: Rule = {
  code: "event-trigger",
  classes: ["write", "notice"],
  about: "database",
  meaning: "A trigger on logins or on commands like CREATE and DROP runs code when this role does something.",
  exploited:
    "A login (17+) or DROP TABLE IF EXISTS of a name that does not exist sets it off; so do GRANT, CREATE TABLE IF NOT EXISTS … AS and its own default privileges, which any login may. A SECURITY DEFINER function then acts as its owner, one in an untrusted language as the server.",
  closed: "Make the function SECURITY INVOKER in a trusted language, or ALTER EVENT TRIGGER … DISABLE.",
  find: ({ access, bodies, superuser, temporary, creates, replica }) =>
    access.eventTriggers
      .filter((trigger) => trigger.enabled !== "R" || replica)
      .filter((trigger) => creates || setsOff(trigger, temporary))
      .filter((trigger) => trigger.event === "login" || trigger.definer || isUntrusted(trigger.routine, access))
      .map((trigger) => {
        const body = bodies.get(trigger.routine);
        const routine = access.routines.find((one) => one.oid === trigger.routine);
        const powerful = routine?.ownerPower !== "none" && !access.reach.some((role) => role.oid === routine?.owner);
        const definer = trigger.definer && powerful && !superuser && body?.effect !== "reads";
        const acts = definer || routine?.untrusted === true;
        const name = `${trigger.routineSchema}.${trigger.routineName}`;
        return finding({
          code: eventTrigger.code,
          class: acts ? "write" : "notice",
          object: objectRef("event-trigger", trigger.name),
          via: ["PUBLIC"],
          title: acts
            ? `Any login, this one too, sets off ${name}, which ${definer ? "changes things with other rights" : "no privilege binds"}.`
            : `Every login runs ${name} first.`,
          detail: `Event trigger ${trigger.name} ON ${trigger.event} runs ${name}${trigger.definer ? " (SECURITY DEFINER)" : ""}.${routine?.untrusted ? ` LANGUAGE ${routine.language} is not trusted.` : ""} Body: ${body ? `${body.effect}: ${body.reason}` : "not read"}.`,
          fixableBy: "owner",
          remedy: `${sql`ALTER EVENT TRIGGER ${ident(trigger.name)} DISABLE`};`,
        });
      }),
};

/** Code in such a language is bound by nobody's privileges. */
function isUntrusted(routine: number, access: Access): boolean {
  return access.routines.some((one) => one.oid === routine && one.untrusted);
}
