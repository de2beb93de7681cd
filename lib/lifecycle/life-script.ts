import type { RoleLife } from "../inspect/role-life.ts";
import { BEGIN, comment, explained, HEAD } from "../plan/psql-text.ts";
import type { Client, Target } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { actAs, actAsAdmin, joinRole } from "../statements/membership.ts";
import { dropRole } from "../statements/role.ts";
import { allowLogin, endSessions, forbidLogin } from "../statements/role-life.ts";
import type { Statement } from "../statements/statement.ts";
import { lookForRemoval } from "./removal-look.ts";
import { type LeftBehind, outOfReach, removalStep } from "./removal-plan.ts";
import { asAdmin, type LifeOptions, roleToChange } from "./role-to-change.ts";

export type LifeAct = "rotate" | "pause" | "resume" | "remove";

/**
 * What `pause`, `resume`, `rotate` or `remove` would do, as a psql script for this very admin; changes nothing. It holds
 * no secret: psql itself asks for the new password and sends its verifier. Throws what they throw before any change.
 */
export async function lifeScript(target: Target, options: LifeOptions, act: LifeAct): Promise<string> {
  return asAdmin(target, options, async (client) => {
    const life = await roleToChange(client, options);
    const parts = await PARTS[act](life, { client, target, options });
    return `${[comment([HEADLINES[act](life.name), RUN_IT]), "", ...HEAD, "", ...parts].join("\n").trimEnd()}\n`;
  });
}

const RUN_IT = "Run it with: psql -X -f this-file 'your admin connection'";

const HEADLINES: Record<LifeAct, (role: string) => string> = {
  rotate: (role) => `Gives the role ${role} a new password, which psql asks you for.`,
  pause: (role) => `Shuts the role ${role} for now and ends its sessions. Its password and rights stay.`,
  resume: (role) => `Lets the role ${role} sign in again.`,
  remove: (role) =>
    `Removes the role ${role} with all that it was given. What was taken from PUBLIC for it stays closed.`,
};

type Place = { client: Client; target: Target; options: LifeOptions };

const PARTS: Record<LifeAct, (life: RoleLife, place: Place) => string[] | Promise<string[]>> = {
  rotate: (life) => [
    comment(["Asks twice, shows nothing, and sends the verifier: the password stands in no log."]),
    `\\password ${ident(life.name)}`,
    "",
    ...sessionsPart(life),
  ],
  pause: (life) => [...transaction(life, [forbidLogin(life.name)]), ...sessionsPart(life)],
  resume: (life) => transaction(life, [allowLogin(life.name)]),
  remove: removal,
};

async function removal(life: RoleLife, { client, target, options }: Place): Promise<string[]> {
  const { looked, shut } = await lookForRemoval(client, life, target, options);
  const left = [...shut, ...looked.flatMap(({ database, found }) => outOfReach(life, database, found))];
  const others = looked.filter(({ home }) => !home);
  const parts = looked.flatMap((one) => [
    comment([`In the database ${one.database}:`]),
    ...(one.home ? [] : [connectTo(one.database)]),
    ...transaction(life, removalStep(life, one, one.found).statements),
  ]);
  return [
    ...leftLines(left),
    ...transaction(life, [forbidLogin(life.name)]),
    ...sessionsPart(life),
    ...parts,
    ...(others.length === 0 ? [] : [connectTo(target.database)]),
    ...transaction(life, [dropRole(life.name)]),
  ];
}

/** psql takes `"…"` as a name, unless it looks like a whole connection string: so it always gets one. */
function connectTo(database: string): string {
  const value = database.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  return `\\connect -reuse-previous=on ${ident(`dbname='${value}'`)}\n`;
}

function leftLines(left: readonly LeftBehind[]): string[] {
  if (left.length === 0) return [];
  const lines = left.flatMap(({ database, what, who, remedy }) => [
    `${database}: ${what}`,
    ...remedy.split("\n").map((line) => `  ${who} runs there: ${line}`),
  ]);
  return [comment(["Out of this admin's reach, to be done first; else the last line fails with 2BP01:", ...lines]), ""];
}

function transaction(life: RoleLife, statements: readonly Statement[], end = "COMMIT;"): string[] {
  const { me } = life;
  const become = me.signedInAs === me.name ? [] : explained(actAsAdmin(me.name));
  return [...BEGIN, ...become, ...statements.flatMap(explained), end, ""];
}

/** Without the right to end them, the admin steps into the role for it, and nothing of that stays. */
function sessionsPart(life: RoleLife): string[] {
  const { name, me, maySignal, versionNum } = life;
  if (maySignal) return transaction(life, [endSessions(name)]);
  const step = { ...actAs(name), title: `Act as ${name}, which may end its own visits.` };
  const stepIn = [joinRole(name, me.name, versionNum), { ...step, reason: "Rolled back below, with the membership." }];
  return transaction(life, [...stepIn, endSessions(name)], "ROLLBACK;");
}
