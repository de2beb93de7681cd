import assert from "node:assert/strict";
import { test } from "node:test";
import { withClient } from "../postgres/client.ts";
import { VERSIONS, withDatabase } from "../testing/clusters.ts";
import { type Address, runOn } from "../testing/database.ts";
import { stagesFor } from "./stages-for.ts";

const LAST = VERSIONS.at(-1) ?? 18;

test("a database whose names are no UTF-8 is refused before any change, with the reason", () =>
  withDatabase(LAST, async (db) => {
    const name = `${db.prefix}_bytes`;
    await db.query(`create database ${name} template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'`);
    const at: Address = db;
    await runOn(
      at,
      name,
      `set client_encoding = sql_ascii;
      do $$ begin execute format('create table public.%I(a int)', 'caf' || chr(233)); end $$`,
    );
    const { user, password } = db.superuser;
    const target = { ...db.targetFor(user, password), database: name };
    await assert.rejects(
      withClient(target, {}, (client) => stagesFor(target, {}).survey(client, `${db.prefix}_lucien`)),
      { code: "refused.cannot-look", sqlstate: "22021", message: /encoding/ },
    );
  }));
