import assert from "node:assert/strict";
import { test } from "node:test";
import type { WithStore } from "./contract.fixture.ts";

const NOW = Date.UTC(2026, 10, 23);

/** What both kinds of store keep of logins. */
export function connectionContract(on: string, withStore: WithStore): void {
  test(`${on}: a login that is recorded again is the same one with another check`, () =>
    withStore(async ({ connections, activity }) => {
      const login = {
        founderId: "anna",
        name: "Shop",
        host: "db.example",
        port: 5432,
        database: "shop",
        role: "lucien",
      };
      const made = { ...login, sslmode: "require", passwordMode: "verifier", handOffId: null } as const;
      const check = { at: NOW, verdict: "read-only", tries: 12, refused: 12, note: "" };
      assert.equal(await connections.record({ id: "c1", ...made }, check), "c1");
      const line = {
        at: NOW,
        kind: "check.failed",
        founderId: "anna",
        subject: "c1",
        facts: { table: "public.tasks" },
      };
      const worse = { ...check, at: NOW + 1, refused: 11 };
      const more = { evidence: "{}", activity: line };
      assert.equal(await connections.evidence("c1"), null);
      assert.equal(await connections.record({ id: "c2", ...made, sslmode: "verify-full" }, worse, more), "c1");
      assert.equal(await connections.evidence("c1"), "{}");
      const times = { passwordSetAt: null, validUntil: null };
      const kept = { ...made, id: "c1", sslmode: "verify-full", createdAt: NOW, ...times, checks: [worse, check] };
      assert.deepEqual(await connections.list(), [kept]);
      assert.deepEqual(await activity.list({ limit: 1 }), [{ id: 1, ...line }]);
      assert.equal(await connections.rename("c1", "Live"), true);
      assert.equal((await connections.get("c1"))?.name, "Live");
      assert.equal(await connections.remove("c1"), true);
      assert.deepEqual(await connections.list(), []);
    }));

  test(`${on}: when a password was set and when it ends stays known until somebody says otherwise`, () =>
    withStore(async ({ connections, activity }) => {
      const address = { host: "db.example", port: 5432, database: "shop", role: "lucien", sslmode: "require" };
      const made = { id: "c1", founderId: "anna", name: "Shop", ...address, handOffId: null } as const;
      const check = { at: NOW, verdict: "read-only", tries: 12, refused: 12, note: "" };
      const times = async () => {
        const found = await connections.get("c1");
        return [found?.passwordSetAt, found?.validUntil, found?.passwordMode];
      };
      await connections.record({ ...made, passwordMode: "verifier", passwordSetAt: NOW }, check);
      assert.deepEqual(await times(), [NOW, null, "verifier"]);
      await connections.record({ ...made, passwordMode: "kept", validUntil: NOW + 5 }, { ...check, at: NOW + 1 });
      assert.deepEqual(await times(), [NOW, NOW + 5, "verifier"]);
      await connections.record({ ...made, passwordMode: "kept" }, { ...check, at: NOW + 2 });
      assert.deepEqual(await times(), [NOW, NOW + 5, "verifier"]);
      const line = { at: NOW + 3, kind: "connection.rotated", founderId: null, subject: "c1", facts: {} };
      assert.equal(await connections.renewed("c1", { passwordSetAt: NOW + 3, validUntil: null }, line), true);
      assert.deepEqual(await times(), [NOW + 3, null, "verifier"]);
      assert.equal(await connections.renewed("c2", { passwordSetAt: 1, validUntil: null }, line), false);
      assert.equal((await activity.list({ limit: 9 })).length, 1);
    }));
}
