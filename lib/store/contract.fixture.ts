import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionContract } from "./connection-contract.fixture.ts";
import type { NewHandOff } from "./hand-offs.ts";
import type { Store } from "./store.ts";

/** Hands an empty store to `work`; `again` opens the same records a second time, as another replica does. */
export type WithStore = (work: (store: Store, again: () => Promise<Store>) => Promise<void>) => Promise<void>;

const NOW = Date.UTC(2026, 10, 23);
const HOUR = 3_600_000;
const ANNA = { id: "anna", name: "Anna", passphraseHash: "scrypt-a" };
const SENT: NewHandOff = {
  id: "h1",
  founderId: "anna",
  state: "sent",
  attempt: 1,
  authHash: "ab",
  record: "{}",
  expiresAt: NOW + HOUR,
  purgeAt: NOW + 2 * HOUR,
  verifier: "SCRAM-SHA-256$4096:x$y:z",
  box: "box",
  passcodeHash: null,
  facts: "[]",
};

/** What every store keeps to. */
export function storeContract(on: string, withStore: WithStore): void {
  test(`${on}: of twenty who claim the setup at once one becomes the founder, and it never opens again`, () =>
    withStore(async (store, again) => {
      const other = await again();
      const armed = await atOnce((i) => [store, other][i % 2]?.setup.arm(`old ${i}`, HOUR, NOW));
      assert.equal(armed.filter(Boolean).length, 1);
      assert.equal(await store.setup.isOpen(`old ${armed.indexOf(true)}`), true);
      assert.equal(await store.setup.arm("token", HOUR, NOW + HOUR), true);
      assert.equal(await store.setup.isOpen(`old ${armed.indexOf(true)}`), false);
      const claims = await atOnce((i) =>
        [store, other][i % 2]?.setup.claim("token", { ...ANNA, id: `f${i}`, name: `F${i}` }, NOW),
      );
      assert.equal(claims.filter((founder) => founder !== null).length, 1);
      assert.equal((await other.founders.list()).length, 1);
      assert.equal(await store.setup.isDone(), true);
      assert.equal(await store.setup.arm("next", 0, NOW), false);
      assert.equal(await other.setup.isOpen("next"), false);
      assert.equal(await store.setup.claim("next", { ...ANNA, name: "Bert" }, NOW), null);
    }));

  test(`${on}: an invite makes one founder; a name that is taken leaves it open`, () =>
    withStore(async (store) => {
      await founded(store);
      await store.invites.add("in", "anna", NOW + HOUR, NOW);
      assert.equal(await store.invites.claim("in", { ...ANNA, id: "b", name: " ANNA" }, NOW), null);
      assert.equal(await store.invites.isOpen("in", NOW + HOUR), false);
      assert.equal(await store.invites.isOpen("in", NOW), true);
      const claims = await atOnce((i) => store.invites.claim("in", { ...ANNA, id: `b${i}`, name: `Bert ${i}` }, NOW));
      assert.equal(claims.filter((founder) => founder !== null).length, 1);
      assert.equal((await store.founders.list()).length, 2);
      assert.equal(await store.invites.isOpen("in", NOW), false);
    }));

  test(`${on}: a session counts until it runs out, is signed out, or its founder's epoch moves on`, () =>
    withStore(async (store) => {
      await founded(store);
      const { sessions, founders } = store;
      for (const sid of ["s1", "s2", "s3"]) assert.equal(await sessions.add(sid, "anna", 1, NOW + HOUR, NOW), true);
      assert.equal((await sessions.find("s1", 1, NOW))?.founder.name, "Anna");
      assert.equal(await sessions.find("s1", 2, NOW), null);
      assert.equal(await sessions.find("s1", 1, NOW + HOUR), null);
      await sessions.find("s1", 1, NOW + HOUR / 2);
      assert.equal((await sessions.find("s1", 1, NOW + HOUR / 2))?.seenAt, NOW + HOUR / 2);
      assert.equal(await sessions.remove("s2"), true);
      assert.equal(await sessions.find("s2", 1, NOW), null);
      const changes = await atOnce((i) => founders.changePassphrase("anna", 1, `hash ${i}`));
      assert.deepEqual(
        changes.filter((epoch) => epoch !== null),
        [2],
      );
      assert.equal(await sessions.find("s1", 1, NOW), null);
      assert.equal(await sessions.add("s4", "anna", 1, NOW + HOUR, NOW), false);
      assert.equal(await founders.signOutEverywhere("anna"), 3);
      assert.match((await founders.byName("aNNa "))?.passphraseHash ?? "", /^hash \d+$/);
    }));

  test(`${on}: a root's wrapping is replaced only by who knows the one before`, () =>
    withStore(async ({ setup, founders }) => {
      await setup.arm("token", 0, NOW);
      await setup.claim("token", ANNA, NOW);
      const root = (rootId: string) => ({ rootId, wrapped: `wrapped ${rootId}` });
      assert.equal(await founders.recovery("anna"), null);
      const first = await atOnce((i) => founders.setRecovery("anna", null, root(`r${i}`)));
      assert.equal(first.filter(Boolean).length, 1);
      const kept = (await founders.recovery("anna"))?.rootId ?? "";
      assert.equal(await founders.setRecovery("anna", "other", root("new")), false);
      assert.equal(await founders.setRecovery("anna", kept, root("new")), true);
      assert.deepEqual(await founders.recovery("anna"), root("new"));
    }));

  test(`${on}: of twenty who move a hand-off at once one succeeds, whatever they want`, () =>
    withStore(async (store, again) => {
      const other = await again();
      assert.equal(await store.handOffs.add(SENT, NOW), true);
      assert.equal(await other.handOffs.add(SENT, NOW), false);
      const steps = [
        ["sent", "claimed"],
        ["claimed", "completed"],
        ["completed", "collected"],
        ["collected", "revoked"],
      ] as const;
      for (const [version, [from, state]] of steps.entries()) {
        const moves = await atOnce((i) =>
          [store, other][i % 2]?.handOffs.move({
            id: "h1",
            version: version + 1,
            from: [from, "elsewhere"],
            set: { state, result: `${state} by ${i}`, verifier: null },
            now: NOW + version,
            activity: { at: NOW, kind: `hand-off.${state}`, founderId: null, subject: "h1", facts: { i } },
          }),
        );
        const won = moves.filter((moved) => moved !== null);
        assert.equal(won.length, 1, state);
        assert.deepEqual(await other.handOffs.get("h1"), won[0]);
        assert.equal(won[0]?.version, version + 2);
      }
      const told = await store.activity.list({ limit: 50, subject: "h1" });
      assert.deepEqual(
        told.map(({ kind }) => kind),
        steps.map(([, state]) => `hand-off.${state}`).reverse(),
      );
    }));

  test(`${on}: what changes is read as it was written; a state or version that is another changes nothing`, () =>
    withStore(async ({ handOffs }) => {
      await handOffs.add({ ...SENT, record: '{"naïve":"o\'x\\n"}' }, NOW);
      const set = { leaseHash: "le", leaseUntil: NOW + 5, report: "[1]", passcodeTries: 3 };
      assert.equal(await handOffs.move({ id: "h1", version: 1, from: ["claimed"], set, now: NOW }), null);
      assert.equal(await handOffs.move({ id: "h1", version: 2, from: ["sent"], set, now: NOW }), null);
      const moved = await handOffs.move({ id: "h1", version: 1, from: ["sent"], set, now: NOW + 9 });
      assert.deepEqual(moved, {
        ...SENT,
        ...set,
        record: '{"naïve":"o\'x\\n"}',
        createdAt: NOW,
        changedAt: NOW + 9,
        version: 2,
        result: null,
      });
      assert.deepEqual(await handOffs.list(), [{ ...moved, report: null }]);
      assert.deepEqual(await handOffs.versions(["h1", "gone"]), new Map([["h1", 2]]));
      assert.equal(await handOffs.remove("h1", 1), false);
      assert.equal(await handOffs.remove("h1", 2), true);
      assert.equal(await handOffs.get("h1"), null);
    }));

  test(`${on}: what has run out loses its verifier, then its row; leases and counters end by themselves`, () =>
    withStore(async (store) => {
      await founded(store);
      const { handOffs } = store;
      await handOffs.add(SENT, NOW);
      const claim = { state: "claimed", leaseHash: "le", leaseUntil: NOW + 5 };
      await handOffs.move({ id: "h1", version: 1, from: ["sent"], set: claim, now: NOW });
      assert.deepEqual(await handOffs.release(["claimed"], "sent", NOW + 4), []);
      assert.deepEqual(await handOffs.release(["claimed"], "sent", NOW + 5), ["h1"]);
      assert.deepEqual(await handOffs.expire(["sent"], "expired", NOW + HOUR - 1), []);
      assert.deepEqual(await handOffs.expire(["sent"], "expired", NOW + HOUR), ["h1"]);
      const { state, verifier, leaseHash, version } = (await handOffs.get("h1")) ?? {};
      assert.deepEqual(
        { state, verifier, leaseHash, version },
        {
          state: "expired",
          verifier: null,
          leaseHash: null,
          version: 4,
        },
      );
      await store.sessions.add("s1", "anna", 1, NOW + HOUR, NOW);
      const hits = await atOnce(() => store.counters.hit("k", HOUR, NOW));
      assert.equal(Math.max(...hits), 20);
      assert.equal(await store.counters.hit("k", HOUR, NOW + HOUR), 1);
      await store.purge(NOW + 2 * HOUR);
      assert.equal(await handOffs.get("h1"), null);
      assert.equal(await store.sessions.find("s1", 1, NOW), null);
    }));

  test(`${on}: what is shared is there until it runs out`, () =>
    withStore(async ({ shares }) => {
      const share = { id: "s", founderId: "anna", box: "box", expiresAt: NOW + HOUR };
      const made = await atOnce(() => shares.add(share, NOW));
      assert.equal(made.filter(Boolean).length, 1);
      assert.deepEqual(await shares.get("s", NOW), share);
      assert.equal(await shares.get("s", NOW + HOUR), null);
      assert.equal(await shares.remove("s"), true);
      assert.equal(await shares.get("s", NOW), null);
    }));

  connectionContract(on, withStore);
}

async function founded(store: Store): Promise<void> {
  await store.setup.arm("token", 0, NOW);
  await store.setup.claim("token", ANNA, NOW);
}

/** Twenty at the same time. */
function atOnce<T>(one: (i: number) => Promise<T> | undefined): Promise<T[]> {
  return Promise.all(Array.from({ length: 20 }, (_, i) => one(i) as Promise<T>));
}
