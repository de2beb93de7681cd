import { type GivenUrl, targetOfUrl } from "../wizard/connect/target-of-url.ts";
import { postJson } from "../wizard/stream.ts";
import type { TargetInput } from "../wizard/wire.ts";
import { linkStep } from "./link-step.ts";
import type { About, HandOffRecord, LifeAnswer } from "./view.types.ts";

/** What the engineer's browser asks of the app, all of it out of the record that it checked. Rejects with AppErrorJson. */

export type LifeRecord = HandOffRecord & Pick<About, "intent" | "login">;

/** The exact script for this admin. Reads the catalog, changes nothing. */
export async function scriptFor(record: LifeRecord, url: GivenUrl): Promise<string> {
  const order = { target: targetOfUrl(url), asked: askedOf(record) };
  return (await postJson<{ script: string }>(`/h/${record.id}/life-script`, order)).script;
}

/** Does it, as an admin; a new password also as the login itself, with its old URL. */
export function runLife(record: LifeRecord, url: GivenUrl): Promise<LifeAnswer> {
  const target = targetOfUrl(url);
  const { role, intent } = record;
  const self = intent === "rotate" && (target.user === role || target.user.startsWith(`${role}.`));
  return run(record, target, self);
}

/** After a script put a test password in: the role itself puts the founder's in its place. */
export function swapTestPassword(record: LifeRecord, password: string): Promise<LifeAnswer> {
  const { host, port, database, sslmode } = record.login;
  return run(record, { host, port, database, user: record.role, password, tls: sslmode, caPem: null }, true);
}

async function run(record: LifeRecord, target: TargetInput, self: boolean): Promise<LifeAnswer> {
  const { verifier, sealTo } = record;
  const password = verifier !== null && sealTo !== null ? { verifier, sealTo } : null;
  await linkStep("run");
  try {
    return await postJson<LifeAnswer>(`/h/${record.id}/life`, { target, asked: askedOf(record), self, password });
  } catch (thrown) {
    // What the founder's timeline says must not hide why it failed.
    await linkStep("failed").catch(() => undefined);
    throw thrown;
  }
}

function askedOf({ intent: act, role, login }: LifeRecord) {
  const { host, database, sslmode, adopt } = login;
  return { act, role, host, database, sslmode, adopt };
}
