import { ident, literal } from "../../postgres/sql.ts";
import type { Login, TestCluster, TestDatabase } from "../clusters.ts";
import type { AdminShape } from "./admin-shape.ts";

export type World = { db: TestDatabase; admin: Login; app: string };

/**
 * A database with the schema `shop` as this admin would find it: `orders` (10 rows), `guarded` (row security, no policy)
 * and the view `totals` are its own, `app_owned` belongs to another role. Roles of fixed names go with the database.
 */
export async function withAdmin<T>(
  cluster: TestCluster,
  shape: AdminShape,
  work: (world: World) => Promise<T>,
): Promise<T> {
  return cluster.withDatabase(async (db) => {
    const admin: Login = { user: `${db.prefix}_admin`, password: "admin" };
    const app = `${db.prefix}_app`;
    const names = { admin: ident(admin.user), app: ident(app), database: ident(db.name), version: db.version };
    const makeApp = `create role ${names.app} login password 'app'`;
    const host = shape.makesApp === "host";
    try {
      await db.query(`create role ${names.admin} login ${shape.attributes(db.version)} password ${literal(admin.password)};
        create schema shop authorization ${names.admin}; ${host ? makeApp : ""}`);
      await db.query(shape.setUp(names));
      if (!host) await db.query(makeApp, admin);
      await db.query(
        `create table shop.orders(id int, total int); insert into shop.orders select n, n from generate_series(1, 10) n;
        create table shop.guarded(id int); insert into shop.guarded values (1); alter table shop.guarded enable row level security;
        create view shop.totals as select sum(total) from shop.orders; grant usage, create on schema shop to ${names.app}`,
        admin,
      );
      await db.query("create table shop.app_owned(id int)", { user: app, password: "app" });
      return await work({ db, admin, app });
    } finally {
      for (const role of shape.roles) await forget(cluster, db, role);
    }
  });
}

/** The test's own superuser inherits what such a role owned. */
async function forget(cluster: TestCluster, db: TestDatabase, role: string): Promise<void> {
  const name = ident(role);
  const [there] = await cluster.query(`select from pg_roles where rolname = ${literal(role)}`);
  if (there === undefined) return;
  await db.query(
    `drop event trigger if exists pgrst_ddl_watch; reassign owned by ${name} to current_user; drop owned by ${name}; drop role ${name}`,
  );
}
