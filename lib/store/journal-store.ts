import { did, type Engine, type Row, row, rows, type Step, type Value } from "./engine.ts";
import type { Activity, ActivityStore, CounterStore, NewActivity, ShareStore } from "./journal.ts";

export function activityStore(engine: Engine): ActivityStore {
  return {
    async add(activity) {
      await engine.together(activityStep(activity));
    },
    async list({ limit, before, subject }) {
      const values: Value[] = [limit];
      const where: string[] = [];
      if (before !== undefined) where.push(`id < $${values.push(before)}`);
      if (subject !== undefined) where.push(`subject = $${values.push(subject)}`);
      const only = where.length > 0 ? `where ${where.join(" and ")}` : "";
      const text = `select id, at, kind, founder_id, subject, facts from activity ${only} order by id desc limit $1`;
      return (await rows(engine, text, ...values)).map(asActivity);
    },
  };
}

export function counterStore(engine: Engine): CounterStore {
  return {
    async hit(key, windowMs, now) {
      const text = `insert into counters (name, hits, until) values ($1, 1, $2)
        on conflict (name) do update set
          hits = case when counters.until <= $3 then 1 else counters.hits + 1 end,
          until = case when counters.until <= $3 then excluded.until else counters.until end
        returning hits`;
      return Number((await rows(engine, text, key, now + windowMs, now))[0]?.hits);
    },
    async reset(key) {
      await rows(engine, "delete from counters where name = $1", key);
    },
  };
}

export function shareStore(engine: Engine): ShareStore {
  return {
    add({ id, founderId, box, expiresAt }, now) {
      const text = `insert into shares (id, founder_id, box, created_at, expires_at) values ($1, $2, $3, $4, $5)
        on conflict do nothing returning id`;
      return did(engine, text, id, founderId, box, now, expiresAt);
    },
    async get(id, now) {
      const found = await row(engine, "select * from shares where id = $1 and expires_at > $2", id, now);
      if (found === null) return null;
      return { id, founderId: String(found.founder_id), box: String(found.box), expiresAt: Number(found.expires_at) };
    },
    remove: (id) => did(engine, "delete from shares where id = $1 returning id", id),
  };
}

/** The line of the log, for the transaction of what it tells. */
export function activityStep(activity: NewActivity | undefined): Step[] {
  if (activity === undefined) return [];
  const { at, kind, founderId, subject, facts } = activity;
  const text = "insert into activity (at, kind, founder_id, subject, facts) values ($1, $2, $3, $4, $5)";
  return [{ text, values: [at, kind, founderId, subject, JSON.stringify(facts)] }];
}

function asActivity(found: Row): Activity {
  return {
    id: Number(found.id),
    at: Number(found.at),
    kind: String(found.kind),
    founderId: found.founder_id as string | null,
    subject: found.subject as string | null,
    facts: JSON.parse(String(found.facts)) as Activity["facts"],
  };
}
