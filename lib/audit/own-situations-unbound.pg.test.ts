import { type Story, tellStories } from "../testing/audit-story.ts";

const TCL = "create extension pltclu; create schema hid;";
const UNBOUND = { code: "native-routine", class: "write", names: "pltclu" } as const;

/** Code that no privilege binds, whoever calls it. */
const STORIES: readonly Story[] = [
  {
    title: "a function in an untrusted language that everybody may call",
    given: () => `${TCL} create function public.run() returns text language pltclu as 'return [exec sh -c id]'`,
    since: 13,
    until: 13,
    proof: () => ["select public.run()"],
    verdict: "can-write",
    finds: [UNBOUND],
  },
  {
    title: "the same in a closed schema, behind a view",
    since: 18,
    until: 18,
    given: ({ role }) => `${TCL} create function hid.run() returns text language pltclu as 'return [exec sh -c id]';
      create view public.v as select hid.run(); grant select on public.v to ${role}`,
    proof: () => ["select * from public.v"],
    verdict: "can-write",
    finds: [{ ...UNBOUND, names: "view public.v" }],
  },
  {
    title: "the same in a closed schema, and kept from PUBLIC",
    since: 17,
    until: 17,
    given: () => `${TCL} create function hid.run() returns text language pltclu as 'return 1';
      create function public.run() returns text language pltclu as 'return 1';
      revoke execute on function public.run() from public`,
    proof: () => ["select public.run()"],
    ends: "42501",
    verdict: "read-only",
    silent: ["run"],
  },
  {
    title: "a trigger function in an untrusted language, and a temporary table to attach it to",
    since: 14,
    until: 14,
    given: ({ role, db }) => `${TCL} grant temporary on database ${db} to ${role};
      create function public.tf() returns trigger language pltclu as 'exec sh -c id; return OK'`,
    proof: () => [
      "create temp table x (a int)",
      "create trigger t after insert on x for each row execute function public.tf()",
      "insert into x values (1)",
    ],
    verdict: "can-write",
    finds: [UNBOUND],
  },
  {
    title: "an event trigger in an untrusted language",
    since: 16,
    until: 16,
    given: ({ n }) => `${TCL} create function hid.et() returns event_trigger language pltclu as 'exec sh -c id; return';
      create event trigger ${n("et")} on ddl_command_start execute function hid.et()`,
    verdict: "can-write",
    finds: [{ code: "event-trigger", class: "write", names: "pltclu" }],
  },
  {
    title: "a trusted language's function is bound by the caller's rights",
    since: 15,
    until: 15,
    given: () => `create extension pltcl; create function public.run() returns text language pltcl as 'return 1'`,
    proof: () => ["select public.run()"],
    verdict: "read-only",
    silent: ["run"],
  },
];

tellStories(STORIES);
