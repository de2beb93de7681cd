import { did, type Engine, type Row, row, rows, type Step } from "./engine.ts";
import type { Founder, FounderStore, NewFounder } from "./founders.ts";
import type { InviteStore, SessionStore, SetupStore } from "./people.ts";

const FOUNDER = "id, name, epoch, created_at";

export function founderStore(engine: Engine): FounderStore {
  return {
    async get(id) {
      return founderOf(await row(engine, `select ${FOUNDER} from founders where id = $1`, id));
    },
    async list() {
      const found = await rows(engine, `select ${FOUNDER} from founders order by created_at, id`);
      return found.map(asFounder);
    },
    async byName(name) {
      const text = `select ${FOUNDER}, passphrase_hash from founders where name_key = $1`;
      const found = await row(engine, text, keyOf(name));
      return found && { ...asFounder(found), passphraseHash: String(found.passphrase_hash) };
    },
    async changePassphrase(id, epoch, passphraseHash) {
      const text = `update founders set passphrase_hash = $3, epoch = epoch + 1 where id = $1 and epoch = $2
        returning epoch`;
      return epochAfter(await engine.together([{ text, values: [id, epoch, passphraseHash], must: true }, endAll(id)]));
    },
    async signOutEverywhere(id) {
      const text = "update founders set epoch = epoch + 1 where id = $1 returning epoch";
      return epochAfter(await engine.together([{ text, values: [id], must: true }, endAll(id)]));
    },
    async recovery(id) {
      const found = await row(engine, "select root_id, wrapped from recoveries where founder_id = $1", id);
      return found && { rootId: String(found.root_id), wrapped: String(found.wrapped) };
    },
    setRecovery(id, before, { rootId, wrapped }) {
      const text =
        before === null
          ? `insert into recoveries (founder_id, root_id, wrapped) values ($1, $2, $3)
             on conflict do nothing returning root_id`
          : "update recoveries set root_id = $2, wrapped = $3 where founder_id = $1 and root_id = $4 returning root_id";
      return did(engine, text, id, rootId, wrapped, ...(before === null ? [] : [before]));
    },
  };
}

export function setupStore(engine: Engine): SetupStore {
  return {
    async isDone() {
      return (await row(engine, "select id from setup where done_at is not null")) !== null;
    },
    arm(tokenHash, graceMs, now) {
      const text = `update setup set token_hash = $1, armed_at = $2
        where done_at is null and (armed_at is null or armed_at <= $3) returning id`;
      return did(engine, text, tokenHash, now, now - graceMs);
    },
    async isOpen(tokenHash) {
      return (await row(engine, "select id from setup where token_hash = $1 and done_at is null", tokenHash)) !== null;
    },
    claim(tokenHash, founder, now) {
      const text = `update setup set token_hash = null, done_at = $2 where token_hash = $1 and done_at is null
        returning id`;
      return join(engine, { text, values: [tokenHash, now], must: true }, founder, now);
    },
  };
}

export function inviteStore(engine: Engine): InviteStore {
  return {
    async add(tokenHash, invitedBy, expiresAt, now) {
      const text = "insert into invites (token_hash, invited_by, created_at, expires_at) values ($1, $2, $3, $4)";
      await rows(engine, text, tokenHash, invitedBy, now, expiresAt);
    },
    async isOpen(tokenHash, now) {
      const text = "select token_hash from invites where token_hash = $1 and expires_at > $2";
      return (await row(engine, text, tokenHash, now)) !== null;
    },
    claim(tokenHash, founder, now) {
      const text = "delete from invites where token_hash = $1 and expires_at > $2 returning token_hash";
      return join(engine, { text, values: [tokenHash, now], must: true }, founder, now);
    },
  };
}

export function sessionStore(engine: Engine): SessionStore {
  return {
    add(sidHash, founderId, epoch, expiresAt, now) {
      // Only while the epoch is still the founder's: "sign out everywhere" may have come between.
      const text = `insert into sessions (sid_hash, founder_id, epoch, created_at, seen_at, expires_at)
        select $1, id, epoch, $4, $4, $5 from founders where id = $2 and epoch = $3 returning sid_hash`;
      return did(engine, text, sidHash, founderId, epoch, now, expiresAt);
    },
    async find(sidHash, epoch, now) {
      const text = `select f.id, f.name, f.epoch, f.created_at, s.created_at as since, s.seen_at
        from sessions s join founders f on f.id = s.founder_id and f.epoch = s.epoch
        where s.sid_hash = $1 and s.epoch = $2 and s.expires_at > $3`;
      const found = await row(engine, text, sidHash, epoch, now);
      if (found === null) return null;
      if (Number(found.seen_at) < now - SEEN_EVERY_MS) {
        await rows(engine, "update sessions set seen_at = $2 where sid_hash = $1", sidHash, now);
      }
      return { founder: asFounder(found), createdAt: Number(found.since), seenAt: Number(found.seen_at) };
    },
    remove(sidHash) {
      return did(engine, "delete from sessions where sid_hash = $1 returning sid_hash", sidHash);
    },
  };
}

const SEEN_EVERY_MS = 60_000;

/** A name in use undoes the whole: the link that was used for it still works. */
async function join(engine: Engine, use: Step, founder: NewFounder, now: number): Promise<Founder | null> {
  const text = `insert into founders (id, name, name_key, passphrase_hash, epoch, created_at)
    values ($1, $2, $3, $4, 1, $5) on conflict do nothing returning ${FOUNDER}`;
  const values = [founder.id, founder.name, keyOf(founder.name), founder.passphraseHash, now];
  const done = await engine.together([use, { text, values, must: true }]);
  return founderOf(done?.[1]?.[0] ?? null);
}

function endAll(founderId: string): Step {
  return { text: "delete from sessions where founder_id = $1", values: [founderId] };
}

function epochAfter(done: Row[][] | null): number | null {
  return done === null ? null : Number(done[0]?.[0]?.epoch);
}

function founderOf(found: Row | null): Founder | null {
  return found && asFounder(found);
}

function asFounder(found: Row): Founder {
  return {
    id: String(found.id),
    name: String(found.name),
    epoch: Number(found.epoch),
    createdAt: Number(found.created_at),
  };
}

function keyOf(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
