import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditResult, Finding, Reach, Verdict } from "../audit/finding.ts";
import { withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { auditDatabase } from "../verify/audit-database.ts";
import { type Login, type TestDatabase, VERSIONS, type Version, withDatabase } from "./clusters.ts";

/** Names of one run: roles are the server's, so each story has its own. `n("writer")` makes one more. */
export type Cast = { role: string; db: string; n(name: string): string };

/** A situation, what the role can really do in it, and what the audit has to say. */
export type Story = {
  title: string;
  since?: Version;
  until?: Version;
  /** Text run as the superuser. The role exists by then and reads public.customers and public.orders. */
  given(cast: Cast): string;
  /** Attributes for CREATE ROLE. */
  role?: string;
  /** Statements of the role, in a transaction that is rolled back. The last one ends as `ends` says, the others succeed. */
  proof?(cast: Cast): string[];
  /** SQLSTATE of the last statement; default 00000. */
  ends?: string;
  verdict: Verdict;
  reach?: Reach;
  /** For each: some finding with this code that names this. */
  finds?: { code: string; class?: Finding["class"]; names?: string; via?: string[] }[];
  /** No finding of class write names any of these. */
  silent?: string[];
  /** Closing every finding of class write makes it read-only and the proof fail. Default: where the verdict is can-write. */
  cured?: boolean;
};

/**
 * The majors to tell it on: the oldest and the newest that it holds for, and one of those between, in turn, so that each
 * major hears many. All of them where TEST_PG_VERSIONS names the majors.
 */
function storyVersions({ since = 13, until = 18 }: Story, index: number): readonly Version[] {
  const all = VERSIONS.filter((version) => version >= since && version <= until);
  if (process.env.TEST_PG_VERSIONS) return all;
  const between = all.slice(1, -1);
  const third = between[index % between.length];
  return all.filter((version, i) => i === 0 || i === all.length - 1 || version === third);
}

const BASE = `
create table public.customers (id int primary key, name text not null, email text);
create table public.orders (id int primary key, customer_id int references public.customers, total numeric(10, 2), note text);
create sequence public.numbers;
insert into public.customers values (1, 'Ada', 'ada@example.com'), (2, 'Bob', 'bob@example.com');
insert into public.orders values (1, 1, 10, null), (2, 2, 20, null);
revoke create on schema public from public;`;

/** Tells the story on one major: set up, judge, prove, cure, judge and prove again. */
async function tell(story: Story, version: Version): Promise<void> {
  await withDatabase(version, async (db) => {
    const role: Login = { user: `${db.prefix}_ro`, password: "story" };
    const cast: Cast = { role: ident(role.user), db: ident(db.name), n: (name) => ident(`${db.prefix}_${name}`) };
    await db.query(`${BASE} revoke temporary on database ${cast.db} from public;
      create role ${cast.role} login password 'story' ${story.role ?? ""};
      grant usage on schema public to ${cast.role};
      grant select on all tables in schema public to ${cast.role};
      alter default privileges in schema public grant select on tables to ${cast.role};`);
    await db.query(story.given(cast));
    const first = await judge(db, role);
    expect(story, first);
    if (story.proof) assert.equal(await prove(db, role, story.proof(cast)), story.ends ?? "00000", "the proof");
    if (story.cured ?? story.verdict === "can-write") await cure(db, role, story, cast, first);
  });
}

/** What the audit says over the role's own login. */
async function judge(db: TestDatabase, role: Login): Promise<AuditResult> {
  return withClient(db.targetFor(role.user, role.password), {}, async (client) => {
    return (await auditDatabase(client, role.user, null)).result;
  });
}

function expect(story: Story, result: AuditResult): void {
  const told = result.findings.map((one) => `${one.class} ${one.code}: ${one.title}`).join("\n");
  assert.equal(result.verdict, story.verdict, told);
  if (story.reach) assert.equal(result.reach, story.reach, told);
  for (const wanted of story.finds ?? [])
    assert.ok(
      result.findings.some((one) => matches(one, wanted)),
      `${JSON.stringify(wanted)} in\n${told}`,
    );
  const writes = result.findings.filter((one) => one.class === "write").map((one) => JSON.stringify(one.object));
  for (const name of story.silent ?? []) assert.ok(!writes.some((text) => text.includes(name)), `${name} in\n${told}`);
}

function matches(one: Finding, wanted: NonNullable<Story["finds"]>[number]): boolean {
  const says = JSON.stringify([one.object, one.privilege, one.title, one.detail, one.examples]);
  return (
    one.code === wanted.code &&
    (wanted.class === undefined || one.class === wanted.class) &&
    (wanted.names === undefined || says.includes(wanted.names)) &&
    (wanted.via === undefined || JSON.stringify(one.via) === JSON.stringify(wanted.via))
  );
}

/** SQLSTATE of the last statement; those before it must succeed. */
async function prove(db: TestDatabase, role: Login, statements: readonly string[]): Promise<string> {
  return withClient(db.targetFor(role.user, role.password), {}, async (client) => {
    const send = (text: string) =>
      client.query(text as never).then(
        () => "00000",
        (error: { sqlstate?: string }) => error.sqlstate ?? "?",
      );
    await send("begin");
    const states: string[] = [];
    for (const text of statements) states.push(await send(text));
    return states.slice(0, -1).find((state) => state !== "00000") ?? states.at(-1) ?? "?";
  });
}

async function cure(db: TestDatabase, role: Login, story: Story, cast: Cast, first: AuditResult): Promise<void> {
  const remedies = new Set(first.findings.filter((one) => one.class === "write").map((one) => one.remedy));
  for (const remedy of remedies) {
    assert.ok(
      remedy,
      `a remedy for each of ${first.findings.filter((one) => one.class === "write").map((one) => one.title)}`,
    );
    await db.query(remedy);
  }
  const then = await judge(db, role);
  assert.equal(
    then.verdict,
    "read-only",
    `after ${[...remedies].join(" ")}: ${then.findings.filter((one) => one.class === "write").map((one) => one.title)}`,
  );
  if (story.proof) assert.notEqual(await prove(db, role, story.proof(cast)), "00000", "the proof, once cured");
}

/** One test for each story and each of its majors. */
export function tellStories(stories: readonly Story[]): void {
  for (const [index, story] of stories.entries())
    for (const version of storyVersions(story, index))
      test(`${story.title}, on ${version}`, () => tell(story, version));
}
