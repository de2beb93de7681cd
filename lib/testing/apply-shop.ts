import { type Applied, type ApplyOptions, apply } from "../apply/apply.ts";
import type { Survey } from "../apply/survey.ts";
import { newPassword } from "../credentials/password.ts";
import { scramVerifier } from "../credentials/scram.ts";
import { inspect } from "../inspect/inspect.ts";
import { type PlanRequest, planRequestSchema } from "../plan/request.ts";
import { type Client, withClient } from "../postgres/client.ts";
import { ident, literal } from "../postgres/sql.ts";
import type { Login, TestDatabase } from "./clusters.ts";

/** Two schemas, two owners, a view, a table with one column to hide. */
export async function makeShop(db: TestDatabase, admin: Login): Promise<void> {
  const other = `${db.prefix}_other`;
  await db.query(`create role ${ident(other)} login password 'x'; grant create on schema public to ${ident(other)}`);
  await db.query(
    `create table public.orders(id int primary key, total int);
     insert into public.orders values (1, 10), (2, 20);
     create table public.people(id int, name text, secret text);
     create view public.totals as select sum(total) from public.orders;
     create schema billing; create table billing.invoices(id int)`,
    admin,
  );
  await db.query(`set role ${ident(other)}; create table public.foreign_owned(a int)`);
}

export function requestFor(db: TestDatabase, change: Partial<PlanRequest> = {}): PlanRequest {
  return planRequestSchema.parse({
    role: `${db.prefix}_lucien`,
    schemas: [
      {
        name: "public",
        future: true,
        relations: [
          { name: "orders", columns: null },
          { name: "totals", columns: null },
          { name: "people", columns: ["id", "name"] },
          { name: "foreign_owned", columns: null },
        ],
      },
      { name: "billing", future: true, relations: [{ name: "invoices", columns: null }] },
    ],
    ...change,
  });
}

export const password = newPassword();
const verifier = await scramVerifier(password);

/** Looks at the database as it is; no hazards. */
export function surveyFor(request: PlanRequest): Survey {
  return async (client) => ({ snapshot: await inspect(client, { role: request.role }), findings: [] });
}

export function run(client: Client, request: PlanRequest, more: Partial<ApplyOptions> = {}): Promise<Applied> {
  return apply(client, {
    request,
    survey: surveyFor(request),
    fingerprint: null,
    login: () => ({ password: literal(verifier), validUntil: null, final: null }),
    ...more,
  });
}

/** What a run did, taken back by its own undo. */
export async function undo(
  db: TestDatabase,
  admin: Login,
  { plan }: { plan: Pick<Applied["plan"], "undo"> },
): Promise<void> {
  if (plan.undo.length > 0) await db.query(["begin", ...plan.undo.map((s) => s.sql), "commit"].join(";\n"), admin);
}

export function asAdmin<T>(db: TestDatabase, admin: Login, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(db.targetFor(admin.user, admin.password), {}, work);
}
