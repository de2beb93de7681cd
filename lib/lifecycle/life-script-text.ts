import type { RoleLife } from "../inspect/role-life.ts";
import { BEGIN, comment, explained, HEAD } from "../plan/psql-text.ts";
import { ident, literal } from "../postgres/sql.ts";
import { actAs, actAsAdmin, joinRole } from "../statements/membership.ts";
import { setOwnPassword } from "../statements/role.ts";
import { allowLogin, endSessions, forbidLogin } from "../statements/role-life.ts";
import type { Statement } from "../statements/statement.ts";

export type LifeAct = "rotate" | "pause" | "resume" | "remove";
/** What needs no look at the server to be written down. */
export type PlainAct = Exclude<LifeAct, "remove">;

/** As much of the role and of whoever runs the script as its text depends on. */
export type ScriptFor = Pick<RoleLife, "name" | "me" | "maySignal" | "versionNum">;

const HEADLINES: Record<LifeAct, (role: string) => string> = {
  rotate: (role) => `Gives the role ${role} a new password, which psql asks you for.`,
  pause: (role) => `Shuts the role ${role} for now and ends its sessions. Its password and rights stay.`,
  resume: (role) => `Lets the role ${role} sign in again.`,
  remove: (role) =>
    `Removes the role ${role} with all that it was given. What was taken from PUBLIC for it stays closed.`,
};

const RUN_IT = "Run it with: psql -X -f this-file 'your admin connection'";

/** A whole psql script of these parts, with what it does at its top. */
export function lifeText(act: LifeAct, role: string, parts: readonly string[], headline = HEADLINES[act](role)) {
  return `${[comment([headline, RUN_IT]), "", ...HEAD, "", ...parts].join("\n").trimEnd()}\n`;
}

/** The parts for this very admin. */
export function actParts(act: PlainAct, life: ScriptFor): string[] {
  if (act === "pause") return [...transaction(life, [forbidLogin(life.name)]), ...sessionsPart(life)];
  if (act === "resume") return transaction(life, [allowLogin(life.name)]);
  return [
    comment(["Asks twice, shows nothing, and sends the verifier: the password stands in no log."]),
    `\\password ${ident(life.name)}`,
    "",
    ...sessionsPart(life),
  ];
}

/**
 * The script for whoever may do it, without a look at the server: a superuser, or an admin who may change the role and
 * end its visits.
 */
export function plainLifeScript(act: Exclude<PlainAct, "rotate">, role: string): string {
  return lifeText(act, role, actParts(act, whoever(role)));
}

/** The same for a test password, of which it holds the verifier: the app signs in with it, ends its visits and has it replaced. */
export function testPasswordScript(role: string, verifier: string): string {
  const headline = `Gives the role ${role} a test password, which this app then has replaced. The old one opens nothing.`;
  const title = "Put a test password in, as a verifier.";
  const reason = "This app signs in with it once; then the role itself puts Lucien's own in its place.";
  const set = { ...setOwnPassword(role, literal(verifier)), title, reason };
  return lifeText("rotate", role, transaction(whoever(role), [set]), headline);
}

/** What is run, and why, without psql's lines and what every transaction of ours begins with: to be read. */
export function plainStatements(act: PlainAct, role: string): string {
  return [...STATEMENTS[act](role)].map(({ sql, title }) => `-- ${title}\n${sql};`).join("\n");
}

const STATEMENTS: Record<PlainAct, (role: string) => Statement[]> = {
  pause: (role) => [forbidLogin(role), endSessions(role)],
  resume: (role) => [allowLogin(role)],
  rotate: (role) => [
    { ...setOwnPassword(role, literal("SCRAM-SHA-256$…")), title: "Give the login a new password." },
    endSessions(role),
  ],
};

function whoever(name: string): ScriptFor {
  return { name, me: ANYBODY, maySignal: true, versionNum: 0 };
}

const ANYBODY = { name: "", signedInAs: "", superuser: true, inherits: true };

/** One transaction, as whoever is to act. */
export function transaction({ me }: ScriptFor, statements: readonly Statement[], end = "COMMIT;"): string[] {
  const become = me.signedInAs === me.name ? [] : explained(actAsAdmin(me.name));
  return [...BEGIN, ...become, ...statements.flatMap(explained), end, ""];
}

/** Without the right to end them, the admin steps into the role for it, and nothing of that stays. */
export function sessionsPart(life: ScriptFor): string[] {
  const { name, me, maySignal, versionNum } = life;
  if (maySignal) return transaction(life, [endSessions(name)]);
  const step = { ...actAs(name), title: `Act as ${name}, which may end its own visits.` };
  const stepIn = [joinRole(name, me.name, versionNum), { ...step, reason: "Rolled back below, with the membership." }];
  return transaction(life, [...stepIn, endSessions(name)], "ROLLBACK;");
}
