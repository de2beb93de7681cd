import { type Story, tellStories } from "../testing/audit-story.ts";

/** What the role and the roles it can become own, and what its settings do. */
const STORIES: readonly Story[] = [
  {
    title: "a table of its own",
    given: ({ role }) => `create table public.legacy (a int); alter table public.legacy owner to ${role}`,
    proof: () => ["drop table public.legacy"],
    verdict: "can-write",
    finds: [{ code: "ownership", names: "legacy" }],
  },
  {
    title: "a table of its own in a schema it may not open: DROP OWNED needs no name",
    given: ({ role }) =>
      `create schema hidden; create table hidden.legacy (a int); alter table hidden.legacy owner to ${role}`,
    proof: () => ["drop owned by current_user"],
    verdict: "can-write",
    cured: false,
    finds: [{ code: "ownership", names: "legacy" }],
  },
  {
    title: "a table of a group's",
    given: ({
      role,
      n,
    }) => `create role ${n("team")}; create table public.legacy (a int); alter table public.legacy owner to ${n("team")};
      grant ${n("team")} to ${role}`,
    proof: () => ["alter table public.legacy add column b int"],
    verdict: "can-write",
    finds: [{ code: "ownership", names: "legacy" }],
  },
  ...(
    [
      [
        "a type",
        "create type public.mood as enum ('a'); alter type public.mood owner to ROLE",
        "alter type public.mood add value 'b'",
        "mood",
      ],
      ["a domain", "create domain public.d as int; alter domain public.d owner to ROLE", "drop domain public.d", '"d"'],
      ["a schema", "create schema own authorization ROLE", "create table own.t (a int)", "own"],
      [
        "a routine",
        "create function public.f() returns int language sql as 'select 1'; alter function public.f() owner to ROLE",
        "drop function public.f()",
        '"f"',
      ],
      [
        "an operator",
        "create operator public.### (leftarg = int, rightarg = int, function = int4pl); alter operator public.### (int, int) owner to ROLE",
        "drop operator public.### (int, int)",
        "###",
      ],
      [
        "a collation",
        'create collation public.c from "C"; alter collation public.c owner to ROLE',
        "drop collation public.c",
        "collation",
      ],
      [
        "a text search dictionary",
        "create text search dictionary public.ts (template = simple); alter text search dictionary public.ts owner to ROLE",
        "drop text search dictionary public.ts",
        '"ts"',
      ],
      ["a publication", "create publication PUB; alter publication PUB owner to ROLE", "drop publication PUB", "pub"],
      [
        "a large object",
        "select lo_create(424242); alter large object 424242 owner to ROLE",
        "select lo_unlink(424242)",
        "424242",
      ],
      [
        "statistics",
        "create statistics public.st on name, email from public.customers; alter statistics public.st owner to ROLE",
        "drop statistics public.st",
        '"st"',
      ],
    ] as const
  ).map(
    ([what, given, proof, names]): Story => ({
      title: `${what} of its own`,
      given: ({ role, db, n }) =>
        `grant create on database ${db} to ${role}; grant create on schema public to ${role};
         ${given.replaceAll("ROLE", role).replaceAll("PUB", n("pub"))};
         revoke create on schema public from ${role}; revoke create on database ${db} from ${role}`,
      proof: ({ n }) => [proof.replaceAll("PUB", n("pub"))],
      verdict: "can-write",
      finds: [{ code: "ownership", names }],
    }),
  ),
  {
    title: "the database is its own",
    given: ({ role, db }) => `alter database ${db} owner to ${role}`,
    proof: () => ["create schema evil"],
    verdict: "can-write",
    finds: [{ code: "ownership", class: "write" }],
  },
  {
    title: "privileges alone are no ownership, nor are its own default privileges",
    given: ({ role }) =>
      `grant select (name) on public.customers to ${role}; alter default privileges for role ${role} grant select on tables to public`,
    verdict: "read-only",
  },
  {
    title: "a setting that makes its sessions another role it may not become",
    given: ({ role, n }) =>
      `create role ${n("writer")}; grant insert on public.orders to ${n("writer")}; alter role ${role} set role = ${n("writer")}`,
    proof: () => ["insert into public.orders values (9)"],
    ends: "42501",
    verdict: "read-only",
    finds: [{ code: "role-setting", class: "notice" }],
  },
  {
    title: "default_transaction_read_only makes no verdict better",
    given: ({ role }) =>
      `grant insert on public.orders to ${role}; alter role ${role} set default_transaction_read_only = on`,
    proof: () => ["set transaction read write", "insert into public.orders values (9)"],
    verdict: "can-write",
    cured: false,
  },
];

tellStories(STORIES);
