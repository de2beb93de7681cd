import "server-only";
import type { DialPolicy } from "../../lib/postgres/addresses.ts";
import type { StorePlace } from "../../lib/store/open-store.ts";
import { storePlace } from "../../lib/store/place.ts";
import type { Caller } from "./caller.ts";
import { dialAllowance } from "./dial-allowance.ts";
import { type Env, envSchema } from "./env-variables.ts";

let known: Env | undefined;

/** The checked environment. Throws, naming the variable and never its value, when one cannot be read. */
export function env(): Env {
  known ??= read();
  return known;
}

/** Where the store is. Throws AppError `usage.store-url`. */
export function ownStorePlace(): StorePlace {
  const { STORE_DATABASE_URL, DATA_DIR } = env();
  return storePlace(STORE_DATABASE_URL, DATA_DIR);
}

/**
 * Where the app may dial for this caller, and what it tells of it: what the environment narrows, and never itself. Whoever
 * holds a link is no scanner of this app's own network (docs/decisions/0021).
 */
export function dialPolicy(caller: Caller): DialPolicy {
  const { DATABASE_HOSTS_ALLOW, DATABASE_HOSTS_DENY, PORT } = env();
  const place = ownStorePlace();
  return {
    allow: DATABASE_HOSTS_ALLOW,
    deny: DATABASE_HOSTS_DENY,
    ownPorts: [PORT],
    ownStore: "target" in place ? place.target : null,
    unixSockets: false,
    ...(caller.kind === "founder" ? {} : { tell: "public" }),
    allowance: dialAllowance(caller),
  };
}

function read(): Env {
  // An empty variable is an unset one: that is how compose files and dashboards unset them.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  throw new Error(`cannot read from the environment: ${names.join(", ")}`);
}
