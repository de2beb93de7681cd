import { type Story, tellStories } from "../testing/audit-story.ts";

/** What somebody else granted goes only in that role's name; what the role handed on goes with it. Each cure is run. */
const STORIES: readonly Story[] = [
  {
    title: "the right to hand on, from somebody who is not the owner",
    since: 13,
    until: 13,
    given: ({ role, n }) => `create role ${n("mid")}; grant usage on schema public to ${n("mid")};
      grant select on public.orders to ${n("mid")} with grant option; set role ${n("mid")};
      grant select on public.orders to ${role} with grant option; reset role`,
    verdict: "can-write",
    finds: [{ code: "grant-option", names: "orders" }],
  },
  {
    title: "a privilege that the role handed on itself",
    since: 15,
    until: 15,
    given: ({ role, n }) => `create role ${n("next")}; grant insert on public.orders to ${role} with grant option;
      grant update (note) on public.orders to ${role} with grant option; set role ${role};
      grant insert, update (note) on public.orders to ${n("next")}; reset role`,
    proof: () => ["insert into public.orders (id) values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege" }, { code: "column-privilege" }, { code: "grant-option" }],
  },
  {
    title: "columns from two grantors, not the same",
    since: 14,
    until: 14,
    given: ({ role, n }) => `create role ${n("mid")}; grant usage on schema public to ${n("mid")};
      grant update (note) on public.orders to ${n("mid")} with grant option; set role ${n("mid")};
      grant update (note) on public.orders to ${role}; reset role; grant update (note, total) on public.orders to ${role}`,
    proof: () => ["update public.orders set note = 'x'"],
    verdict: "can-write",
    finds: [{ code: "column-privilege", names: "note" }],
  },
  {
    title: "EXECUTE from somebody who is not the owner, handed on",
    since: 18,
    until: 18,
    given: ({
      role,
      n,
    }) => `create role ${n("mid")}; create role ${n("next")}; grant usage on schema public to ${n("mid")};
      create function public.f() returns void language sql security definer set search_path = pg_catalog, pg_temp as
        'insert into public.orders (id) values (9)';
      revoke execute on function public.f from public; grant execute on function public.f to ${n("mid")} with grant option;
      set role ${n("mid")}; grant execute on function public.f to ${role} with grant option;
      set role ${role}; grant execute on function public.f to ${n("next")}; reset role`,
    proof: () => ["select public.f()"],
    verdict: "can-write",
    finds: [{ code: "definer-routine", names: "public.f" }],
  },
  {
    title: "16+: a membership that another admin gave, beside one of the superuser's",
    since: 16,
    until: 16,
    given: ({ role, n }) => `create role ${n("boss")} createrole; create role ${n("w")};
      grant ${n("w")} to ${n("boss")} with admin option; grant insert on public.orders to ${n("w")};
      grant ${n("w")} to ${role}; set role ${n("boss")}; grant ${n("w")} to ${role}; reset role`,
    proof: () => ["insert into public.orders (id) values (9)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "orders" }],
  },
  {
    title: "16+: the ADMIN option, which the role made use of",
    since: 17,
    until: 17,
    given: ({
      role,
      n,
    }) => `create role ${n("w")}; create role ${n("next")}; grant ${n("w")} to ${role} with admin option;
      set role ${role}; grant ${n("w")} to ${n("next")}; reset role`,
    verdict: "can-write",
    finds: [{ code: "admin-option", names: "_w" }],
  },
  {
    title: "an extension's table that everybody may add rows to, by the extension's own script",
    since: 17,
    until: 17,
    given: () => `create table public.hits (a int); grant insert on public.hits to public; create extension citext;
      alter extension citext add table public.hits`,
    proof: () => ["insert into public.hits values (1)"],
    verdict: "can-write",
    finds: [{ code: "table-privilege", names: "hits" }],
  },
];

tellStories(STORIES);
