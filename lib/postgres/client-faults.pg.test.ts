import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { connect, createServer } from "node:net";
import { test } from "node:test";
import { inspect } from "node:util";
import { Secret } from "../secret.ts";
import { type TestDatabase, VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Client, type Target, withClient } from "./client.ts";
import { ident, integer, literal, sql } from "./sql.ts";

function superuserOf(db: TestDatabase): Target {
  return db.targetFor(db.superuser.user, db.superuser.password);
}

const [version = 17] = VERSIONS;

test("a wrong password, an unknown database and a closed port each have their own words", () =>
  withDatabase(version, async (db) => {
    const never = async () => assert.fail("work must not start");
    const good = superuserOf(db);
    await assert.rejects(
      withClient({ ...good, password: new Secret("CANARY") }, {}, never),
      (error: Error & { code: string }) => {
        assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /CANARY/);
        return error.code === "connect.password-rejected";
      },
    );
    await assert.rejects(withClient({ ...good, password: new Secret("") }, {}, never), {
      code: "connect.password-missing",
    });
    await assert.rejects(withClient({ ...good, database: "no'where" }, {}, never), {
      code: "connect.database-unknown",
      field: "database",
    });
    await assert.rejects(withClient({ ...good, port: 1 }, {}, never), { code: "connect.port-closed", field: "port" });
    // With an empty part it is no name, so that nobody has to be asked, and nobody can fail to answer.
    await assert.rejects(withClient({ ...good, host: "nowhere..invalid" }, {}, never), {
      code: "connect.host-unknown",
    });
    await assert.rejects(withClient({ ...good, user: "" }, {}, never), { code: "usage.user-missing" });
    await assert.rejects(withClient({ ...good, port: 70_000 }, {}, never), { code: "usage.port" });
    await assert.rejects(withClient({ ...good, host: "x.cockroachlabs.cloud" }, {}, never), { code: "refused.engine" });
  }));

test("nothing of the environment leaks into a session", () =>
  withDatabase(version, async (db) => {
    const script = `
      import { withClient } from ${JSON.stringify(new URL("./client.ts", import.meta.url).href)};
      import { Secret } from ${JSON.stringify(new URL("../secret.ts", import.meta.url).href)};
      import { sql } from ${JSON.stringify(new URL("./sql.ts", import.meta.url).href)};
      const t = JSON.parse(process.env.TARGET);
      const seen = await withClient({ ...t, password: new Secret(t.password) }, {}, async (c) =>
        (await c.query(sql\`select session_user as u, current_database() as d, current_setting('application_name') as a, current_setting('work_mem') as w\`)).rows[0]);
      console.log(JSON.stringify(seen));
      await withClient({ ...t, password: new Secret("") }, {}, async () => 0).catch((e) => console.log(e.code));`;
    const target = { ...superuserOf(db), password: db.superuser.password };
    const env = {
      PATH: process.env.PATH,
      TARGET: JSON.stringify(target),
      PGHOST: "192.0.2.1",
      PGPORT: "1",
      PGUSER: "leak",
      PGDATABASE: "leak",
      PGPASSWORD: db.superuser.password,
      PGSSLMODE: "require",
      PGSSLNEGOTIATION: "direct",
      PGAPPNAME: "leak",
      PGOPTIONS: "-c work_mem=77MB",
      PGREPLICATION: "database",
      PGCLIENT_ENCODING: "LATIN1",
    };
    const run = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env: env as NodeJS.Dict<string> as NodeJS.ProcessEnv,
      encoding: "utf8",
    });
    const [seen, refusal] = run.stdout.trim().split("\n");
    assert.deepEqual(JSON.parse(seen ?? run.stderr), {
      u: target.user,
      d: target.database,
      a: "lucien-readonly",
      w: "4MB",
    });
    assert.equal(refusal, "connect.password-missing");
  }));

test("a read timeout cuts the line and says so", () =>
  withDatabase(version, async (db) => {
    const startedAt = performance.now();
    await assert.rejects(
      withClient(superuserOf(db), { readTimeoutMs: 200 }, (client) => client.query(sql`select pg_sleep(30)`)),
      { code: "connect.read-timeout" },
    );
    assert.ok(performance.now() - startedAt < 25_000);
  }));

test("an abort ends what is under way, and the work's own error is the one that comes out", () =>
  withDatabase(version, async (db) => {
    const stop = new AbortController();
    await assert.rejects(
      withClient(superuserOf(db), { signal: stop.signal }, async (client) => {
        const sleeping = client.query(sql`select pg_sleep(30)`);
        stop.abort();
        await sleeping;
      }),
      { code: "connect.cancelled" },
    );
    await assert.rejects(
      withClient(superuserOf(db), { signal: stop.signal }, async () => 1),
      { code: "connect.cancelled" },
    );
    await assert.rejects(
      withClient(superuserOf(db), {}, async (client) => {
        client.query(sql`select pg_terminate_backend(${integer(client.info.backendPid)})`).catch(() => undefined);
        throw new Error("the first error");
      }),
      /the first error/,
    );
  }));

test("rows, bytes and notices without end are cut off", () =>
  withDatabase(version, async (db) => {
    const target = superuserOf(db);
    const big = (client: Client) => client.query(sql`select repeat('x', 100) as x from generate_series(1, 20000)`);
    await assert.rejects(withClient(target, { limits: { rows: 1000 } }, big), { code: "connect.too-much" });
    await assert.rejects(withClient(target, { limits: { bytes: 50_000 } }, big), { code: "connect.too-much" });
    await withClient(target, { limits: { notices: 10 } }, async (client) => {
      const storm = sql`do $$ begin for i in 1..5000 loop raise notice '%', i; end loop; end $$`;
      assert.equal((await client.query(storm)).notices.length, 10);
      assert.equal((await client.query(sql`select 1 as n`)).rowCount, 1);
    });
  }));

test("bytes are counted a statement, not a session", () =>
  withDatabase(version, async (db) => {
    await withClient(superuserOf(db), { limits: { bytes: 60_000 } }, async (client) => {
      for (let i = 0; i < 5; i++) await client.query(sql`select repeat('x', 40000) as x`);
    });
  }));

test("behind a pooler the session's settings are left alone, since others share it", () =>
  withDatabase(version, async (db) => {
    const target = superuserOf(db);
    const proxy = await poolerInFrontOf(target.port);
    try {
      await withClient({ ...target, port: proxy.port }, {}, async (client) => {
        assert.equal(client.info.pooled, true);
        const { rows } = await client.query(
          sql`select current_setting('search_path') as path, current_setting('jit') as jit`,
        );
        assert.deepEqual(rows, [{ path: '"$user", public', jit: "on" }]);
      });
    } finally {
      proxy.close();
    }
  }));

test("names of databases and logins may be anything Postgres can hold", () =>
  withDatabase(
    version,
    async (db) => {
      const role = `${db.prefix}_o'x "@/\\#~\n%`;
      await db.query(`create role ${ident(role)} login password ${literal("p'w\\\"")}`);
      await withClient(db.targetFor(role, "p'w\\\""), {}, async (client) => {
        const { rows } = await client.query(sql`select session_user::text as u, current_database()::text as d`);
        assert.deepEqual(rows, [{ u: role, d: db.name }]);
      });
    },
    `EXTRA "@/\\#~_-\nï`,
  ));

/** A relay that hands out a cancel key of its own, as every pooler does: BackendKeyData names no backend of the server. */
async function poolerInFrontOf(port: number): Promise<{ port: number; close: () => void }> {
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    client.on("error", () => upstream.destroy());
    upstream.on("error", () => client.destroy());
    client.pipe(upstream);
    upstream.on("data", (chunk: Buffer) => {
      const key = chunk.indexOf(Buffer.from([0x4b, 0, 0, 0, 12])); // BackendKeyData
      if (key >= 0) chunk.writeInt32BE(0x7fffffff, key + 5);
      client.write(chunk);
    });
    upstream.on("end", () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return { port: address.port, close: () => server.close() };
}
