import assert from "node:assert/strict";
import { test } from "node:test";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { withClient } from "./client.ts";
import { guardSession } from "./guards.ts";
import { sql } from "./sql.ts";

const LAST = VERSIONS.at(-1) ?? 18;

test("a session that begins with a statement_timeout of milliseconds is told from one whose alarm cannot go off late", () =>
  withDatabase(LAST, async (db) => {
    const { user, password } = db.superuser;
    await withClient(db.targetFor(user, password), {}, async (client) => {
      const after = async (timeout: "0" | "30001" | "60000") => {
        await client.query(sql`select set_config('statement_timeout', $1, false)`, [timeout]);
        return (await guardSession(client, client.info.backendPid)).hasty;
      };
      assert.deepEqual([await after("0"), await after("30001"), await after("60000")], [false, true, false]);
    });
  }));

test("a database that ends idle sessions and long transactions does not end ours while it waits", () =>
  withDatabase(LAST, async (db) => {
    const settings = ["idle_session_timeout", "transaction_timeout"].slice(0, LAST >= 17 ? 2 : LAST >= 14 ? 1 : 0);
    for (const name of settings) await db.query(`alter database "${db.name}" set ${name} = '1h'`);
    const { user, password } = db.superuser;
    await withClient(db.targetFor(user, password), {}, async (client) => {
      const { rows } = await client.query(sql`select name, setting from pg_settings
        where name in ('idle_session_timeout', 'transaction_timeout') order by name`);
      assert.deepEqual(
        rows,
        settings.map((name) => ({ name, setting: "0" })),
      );
    });
  }));
