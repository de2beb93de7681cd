import { did, type Engine, places, type Row, row, rows, type Value } from "./engine.ts";
import type { HandOff, HandOffChange, HandOffStore } from "./hand-offs.ts";
import { activityStep } from "./journal-store.ts";

/** Each field of a move and its column. */
const COLUMNS = {
  state: "state",
  attempt: "attempt",
  authHash: "auth_hash",
  record: "record",
  expiresAt: "expires_at",
  purgeAt: "purge_at",
  verifier: "verifier",
  box: "box",
  leaseHash: "lease_hash",
  leaseUntil: "lease_until",
  passcodeHash: "passcode_hash",
  passcodeTries: "passcode_tries",
  facts: "facts",
  result: "result",
  report: "report",
} as const satisfies Record<keyof HandOffChange, string>;

const FIELDS = Object.keys(COLUMNS) as (keyof HandOffChange)[];
const FIXED = "id, founder_id, created_at, version, changed_at";
const ALL = [FIXED, ...FIELDS.map((field) => COLUMNS[field])].join(", ");
const LISTED = ALL.replace("report", "null as report");

export function handOffStore(engine: Engine): HandOffStore {
  return {
    async add({ id, founderId, ...fields }, now, activity) {
      const start = { ...fields, leaseHash: null, leaseUntil: null, passcodeTries: 0, result: null, report: null };
      const values = [id, founderId, now, 1, now, ...FIELDS.map((field) => start[field])];
      const text = `insert into hand_offs (${ALL}) values (${places(values.length, 1)}) on conflict do nothing returning id`;
      return (await engine.together([{ text, values, must: true }, ...activityStep(activity)])) !== null;
    },
    async get(id) {
      return handOffOf(await row(engine, `select ${ALL} from hand_offs where id = $1`, id));
    },
    async list() {
      return (await rows(engine, `select ${LISTED} from hand_offs order by created_at desc, id`)).map(asHandOff);
    },
    async move({ id, version, from, set, now, activity }) {
      const changed = FIELDS.filter((field) => set[field] !== undefined);
      const values: Value[] = [id, version, now, ...changed.map((field) => set[field] ?? null), ...from];
      const assignments = changed.map((field, i) => `, ${COLUMNS[field]} = $${4 + i}`).join("");
      const text = `update hand_offs set version = version + 1, changed_at = $3${assignments}
        where id = $1 and version = $2 and state in (${places(from.length, 4 + changed.length)}) returning ${ALL}`;
      const done = await engine.together([{ text, values, must: true }, ...activityStep(activity)]);
      return handOffOf(done?.[0]?.[0] ?? null);
    },
    expire(from, to, now) {
      return sweep(engine, from, to, now, "expires_at", ", verifier = null");
    },
    release(from, to, now) {
      return sweep(engine, from, to, now, "lease_until", "");
    },
    async versions(ids) {
      if (ids.length === 0) return new Map();
      const text = `select id, version from hand_offs where id in (${places(ids.length, 1)})`;
      const found = await rows(engine, text, ...ids);
      return new Map(found.map(({ id, version }) => [String(id), Number(version)]));
    },
    remove(id, version) {
      const only = version === undefined ? "" : " and version = $2";
      const values = version === undefined ? [id] : [id, version];
      return did(engine, `delete from hand_offs where id = $1${only} returning id`, ...values);
    },
  };
}

async function sweep(
  engine: Engine,
  from: readonly string[],
  to: string,
  now: number,
  end: "expires_at" | "lease_until",
  also: string,
): Promise<string[]> {
  const text = `update hand_offs set version = version + 1, changed_at = $1, state = $2,
      lease_hash = null, lease_until = null${also}
    where ${end} <= $1 and state in (${places(from.length, 3)}) returning id`;
  return (await rows(engine, text, now, to, ...from)).map(({ id }) => String(id));
}

function handOffOf(found: Row | null): HandOff | null {
  return found && asHandOff(found);
}

function asHandOff(found: Row): HandOff {
  const change = Object.fromEntries(FIELDS.map((field) => [field, found[COLUMNS[field]]]));
  return {
    id: String(found.id),
    founderId: String(found.founder_id),
    createdAt: Number(found.created_at),
    version: Number(found.version),
    changedAt: Number(found.changed_at),
    ...(change as unknown as HandOffChange),
  };
}
