import type { Check, Connection, ConnectionStore, NewConnection } from "./connections.ts";
import { did, type Engine, type Row, row } from "./engine.ts";
import { activityStep } from "./journal-store.ts";

/** Past looks that are told. */
const CHECKS = 50;

export function connectionStore(engine: Engine): ConnectionStore {
  return {
    async record(connection, check, { evidence = null, activity } = {}) {
      const { id, founderId, name, host, port, database, role, sslmode, passwordMode, handOffId } = connection;
      const { passwordSetAt = null, validUntil = null } = connection;
      const { at, verdict, tries, refused, note } = check;
      const address = [host, port, database, role];
      const made = [id, founderId, at, name, ...address, sslmode, passwordMode, handOffId, passwordSetAt, validUntil];
      const here = "from connections where host = $1 and port = $2 and database = $3 and role = $4";
      const insertCheck = `insert into checks (connection_id, at, verdict, tries, refused, note, evidence)
        select id, $5, $6, $7, $8, $9, $10 ${here}`;
      const done = await engine.together([
        { text: upsertText(connection), values: made },
        { text: `update checks set evidence = null where connection_id in (select id ${here})`, values: address },
        { text: insertCheck, values: [...address, at, verdict, tries, refused, note, evidence] },
        ...activityStep(activity),
      ]);
      return String(done?.[0]?.[0]?.id);
    },
    async evidence(id) {
      const text = "select evidence from checks where connection_id = $1 and evidence is not null";
      return ((await row(engine, text, id))?.evidence as string | undefined) ?? null;
    },
    async get(id) {
      return (await listed(engine, "where id = $1", id))[0] ?? null;
    },
    list: () => listed(engine, ""),
    async renewed(id, { passwordSetAt, validUntil }, activity) {
      const text = "update connections set password_set_at = $2, valid_until = $3 where id = $1 returning id";
      const values = [id, passwordSetAt, validUntil];
      return (await engine.together([{ text, values, must: true }, ...activityStep(activity)])) !== null;
    },
    rename: (id, name) => did(engine, "update connections set name = $2 where id = $1 returning id", id, name),
    async remove(id, activity) {
      const text = "delete from connections where id = $1 returning id";
      return (await engine.together([{ text, values: [id], must: true }, ...activityStep(activity)])) !== null;
    },
  };
}

/** What is not told stays as it was. */
function upsertText({ passwordSetAt, validUntil }: NewConnection): string {
  const told = [
    ...(passwordSetAt === undefined ? [] : [", password_set_at = excluded.password_set_at"]),
    ...(validUntil === undefined ? [] : [", valid_until = excluded.valid_until"]),
  ];
  return `insert into connections (id, founder_id, created_at, name, host, port, database, role, sslmode,
      password_mode, hand_off_id, password_set_at, valid_until)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    on conflict (host, port, database, role) do update set sslmode = excluded.sslmode,
      password_mode = case when excluded.password_mode = 'kept' then connections.password_mode
        else excluded.password_mode end,
      hand_off_id = coalesce(excluded.hand_off_id, connections.hand_off_id)${told.join("")}
    returning id`;
}

async function listed(engine: Engine, where: string, ...values: string[]): Promise<Connection[]> {
  const connections = `select * from connections ${where} order by created_at desc, id`;
  const checks = `select connection_id, at, verdict, tries, refused, note from checks where connection_id in (select id from connections ${where})
    order by at desc`;
  const [found = [], looks = []] =
    (await engine.together([
      { text: connections, values },
      { text: checks, values },
    ])) ?? [];
  const byConnection = Map.groupBy(looks, (look) => look.connection_id);
  return found.map((one) => asConnection(one, byConnection.get(one.id ?? null) ?? []));
}

function asConnection(found: Row, looks: readonly Row[]): Connection {
  return {
    id: String(found.id),
    founderId: String(found.founder_id),
    createdAt: Number(found.created_at),
    name: String(found.name),
    host: String(found.host),
    port: Number(found.port),
    database: String(found.database),
    role: String(found.role),
    sslmode: String(found.sslmode),
    passwordMode: found.password_mode as Connection["passwordMode"],
    handOffId: found.hand_off_id as string | null,
    passwordSetAt: timeOf(found.password_set_at),
    validUntil: timeOf(found.valid_until),
    checks: looks.slice(0, CHECKS).map(asCheck),
  };
}

function timeOf(value: Row[string] | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function asCheck(look: Row): Check {
  return {
    at: Number(look.at),
    verdict: String(look.verdict),
    tries: Number(look.tries),
    refused: Number(look.refused),
    note: String(look.note),
  };
}
