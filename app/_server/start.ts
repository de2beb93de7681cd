import "server-only";
import { AppError } from "../../lib/errors.ts";
import { keepHouse } from "./hand-off-house.ts";
import { sessionKey } from "./session-key.ts";
import { offerSetup } from "./setup-link.ts";
import { store } from "./store.ts";

const HOUSEKEEPING_MS = 60_000;

/** Before the first request: what the app cannot do without is there, or it does not start. */
export async function startUp(): Promise<void> {
  try {
    sayIgnored();
    sessionKey();
    const opened = await store();
    await offerSetup(opened);
    await keepHouse(opened, Date.now());
    await opened.purge(Date.now());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${[error.message, error.hint, error.detail].filter(Boolean).join("\n")}\n`);
    process.exit(1);
  }
  setInterval(housekeep, HOUSEKEEPING_MS).unref();
}

/** Platforms put the production database there, which is no place for this app's records. */
function sayIgnored(): void {
  const { DATABASE_URL, STORE_DATABASE_URL } = process.env;
  if (!DATABASE_URL || STORE_DATABASE_URL) return;
  process.stdout.write("DATABASE_URL is set and not used. For this app's own records there is STORE_DATABASE_URL.\n");
}

function housekeep(): void {
  store()
    .then(async (opened) => {
      await keepHouse(opened, Date.now());
      await opened.purge(Date.now());
    })
    // The next round tries again; a store that is gone shows at the first request.
    .catch(() => undefined);
}
