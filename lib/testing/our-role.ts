import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { ident, literal } from "../postgres/sql.ts";
import { type Login, type TestDatabase, type Version, withDatabase } from "./clusters.ts";

export type World = { db: TestDatabase; admin: Login; role: Login };

/** A role of ours, made by this admin, that reads public.orders. */
export async function withRole(
  version: Version,
  kind: "superuser" | "createrole",
  work: (world: World) => Promise<void>,
) {
  await withDatabase(version, async (db) => {
    const admin = await db.admin(kind);
    const role = { user: `${db.prefix}_lucien`, password: newPassword() };
    await db.query(
      `create role ${ident(role.user)} login password ${literal(await scramVerifier(role.password))};
       comment on role ${ident(role.user)} is 'lucien-readonly/1';
       create table public.orders(id int); grant select on public.orders to ${ident(role.user)}`,
      admin,
    );
    await work({ db, admin, role });
  });
}

/** The SQLSTATE of signing in with it. */
export function signsIn({ db }: World, login: Login): Promise<string> {
  return db.query("select 1", login).then(
    () => "00000",
    (error) => error.code,
  );
}
