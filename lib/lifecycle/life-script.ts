import type { RoleLife } from "../inspect/role-life.ts";
import { comment } from "../plan/psql-text.ts";
import type { Client, Target } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { dropRole } from "../statements/role.ts";
import { forbidLogin } from "../statements/role-life.ts";
import { actParts, type LifeAct, lifeText, sessionsPart, transaction } from "./life-script-text.ts";
import { lookForRemoval } from "./removal-look.ts";
import { type LeftBehind, outOfReach, removalStep } from "./removal-plan.ts";
import { asAdmin, type LifeOptions, roleToChange } from "./role-to-change.ts";

/**
 * What `pause`, `resume`, `rotate` or `remove` would do, as a psql script for this very admin; changes nothing. It holds
 * no secret: psql itself asks for the new password and sends its verifier. Throws what they throw before any change.
 */
export async function lifeScript(target: Target, options: LifeOptions, act: LifeAct): Promise<string> {
  return asAdmin(target, options, async (client) => {
    const life = await roleToChange(client, options);
    const parts = act === "remove" ? await removal(life, { client, target, options }) : actParts(act, life);
    return lifeText(act, life.name, parts);
  });
}

type Place = { client: Client; target: Target; options: LifeOptions };

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
