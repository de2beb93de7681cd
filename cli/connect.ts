import { inspect } from "../lib/inspect/inspect.ts";
import type { Snapshot } from "../lib/inspect/snapshot.ts";
import type { LeftOut } from "../lib/plan/select.ts";
import { actingAs } from "../lib/postgres/acting-as.ts";
import { type Client, type ClientOptions, type Target, withClient } from "../lib/postgres/client.ts";
import type { Flags } from "./flags.ts";
import { interrupted } from "./interrupt.ts";
import { oneLine, progress, say } from "./print.ts";

/** Connects with the flags' time budget, as the role to act as, and passes the line's warnings on. */
export function connected<T>(target: Target, flags: Flags, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(target, clientOptions(flags), async (client) => {
    for (const warning of client.info.warnings) say(warning);
    return work(flags.actAs === null ? client : await actingAs(client, flags.actAs));
  });
}

export function clientOptions({ timeout }: Flags): ClientOptions {
  return { signal: interrupted, ...(timeout === null ? {} : { timeoutMs: timeout, readTimeoutMs: timeout }) };
}

/** One look at the database. */
export function lookAt(client: Client, target: Target, flags: Flags): Promise<Snapshot> {
  progress(`Looking around in ${oneLine(target.database)} …`);
  return inspect(client, { role: flags.role, host: target.host });
}

/** Says what the default choice leaves out: a few by name, the rest by number. */
export function sayLeftOut(leftOut: readonly LeftOut[]): void {
  for (const [why, words] of Object.entries(WORDS)) {
    const names = leftOut.filter((one) => one.why === why).map(nameOf);
    if (names.length === 0) continue;
    const shown = names.slice(0, 10).join(", ");
    say(`Left out, ${words}: ${oneLine(shown)}${names.length > 10 ? ` and ${names.length - 10} more` : ""}.`);
  }
}

function nameOf({ schema, name, column }: LeftOut): string {
  return [schema, name, column].filter((part) => part !== null).join(".");
}

const WORDS: Record<LeftOut["why"], string> = {
  provider: "the host's own",
  extension: "an extension's own",
  secret: "looks secret (--include-sensitive shares it)",
  excluded: "as asked for",
};
