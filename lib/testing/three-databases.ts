import { ident } from "../postgres/sql.ts";
import { type Login, type TestDatabase, type Version, withDatabase } from "./clusters.ts";
import { runOn } from "./database.ts";
import { privilegesOf } from "./privileges.ts";

/** Three databases of one admin. In each a table of its own, and one of `app`, who let `clerk` grant it on. */
export type World = {
  db: TestDatabase;
  admin: Login;
  names: { lucien: string; clerk: string; app: string; other: string };
  databases: TestDatabase[];
};

/** Of the role that `makeLucien` makes. */
export const PASSWORD = "life";

function inDatabase(db: TestDatabase, name: string): TestDatabase {
  return { ...db, name, query: (text, as) => runOn(db, name, text, as) };
}

export async function withThree(
  version: Version,
  kind: "superuser" | "createrole",
  work: (world: World) => Promise<void>,
): Promise<void> {
  await withDatabase(version, async (db) => {
    const admin = await db.admin(kind);
    const name = (one: string) => `${db.prefix}_${one}`;
    const names = { lucien: name("lucien"), clerk: name("clerk"), app: name("app"), other: name("other") };
    const [clerk, app, other] = [ident(names.clerk), ident(names.app), ident(names.other)];
    await db.query(`create role ${clerk}; create role ${app}; create role ${other}`);
    const databases = [db];
    for (const more of ["crm", 'it"s']) {
      await db.query(`create database ${ident(name(more))} template template0 owner ${ident(admin.user)}`);
      databases.push(inDatabase(db, name(more)));
    }
    for (const at of databases) {
      await at.query(`grant create on schema public to ${app}; alter schema public owner to ${ident(admin.user)}`);
      await at.query(
        "create table public.own(id int, secret text); create schema shop; create table shop.orders(id int)",
        admin,
      );
      await at.query(
        `create table public.apps(id int); alter table public.apps owner to ${app}; alter table public.apps enable row level security;
         create policy shared on public.apps to ${other} using (true); grant select on public.apps to ${other};
         grant select on public.apps to ${clerk} with grant option; grant select on public.own to ${other};
         create function public.twice(n int) returns int language sql as 'select n * 2'; revoke execute on function public.twice from public`,
      );
    }
    await work({ db, admin, names, databases });
  });
}

/** The role of ours, with grants in all three by two grantors, default privileges, row rules, settings and odd kinds. */
export async function makeLucien({ admin, names, databases, db }: World): Promise<void> {
  const [lucien, clerk, app] = [ident(names.lucien), ident(names.clerk), ident(names.app)];
  await db.query(
    `create role ${lucien} login password '${PASSWORD}'; alter role ${lucien} set statement_timeout = '60s';
     comment on role ${lucien} is 'lucien-readonly/1'`,
    admin,
  );
  for (const at of databases) {
    await at.query(
      `grant connect on database ${ident(at.name)} to ${lucien}; grant usage on schema public, shop to ${lucien};
       grant select on public.own, shop.orders to ${lucien}; grant select (id) on shop.orders to ${lucien};
       alter default privileges in schema shop grant select on tables to ${lucien}`,
      admin,
    );
    await at.query(
      `set session authorization ${app}; grant select on public.apps to ${lucien};
       alter default privileges in schema public grant select on tables to ${lucien};
       reset session authorization; set role ${clerk}; grant select on public.apps to ${lucien}; reset role;
       alter policy shared on public.apps to ${ident(names.other)}, ${lucien};
       create policy lucien on public.apps for select to ${lucien} using (true);
       grant execute on function public.twice to ${lucien}`,
    );
  }
}

/** Every privilege in all three, each line with its database. */
export async function allPrivileges({ databases }: World): Promise<string[]> {
  const each = await Promise.all(
    databases.map(async (at) => (await privilegesOf(at)).map((line) => `${at.name} ${line}`)),
  );
  return each.flat();
}
