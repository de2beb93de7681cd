import "server-only";
import { AppError } from "../../lib/errors.ts";
import type { Store } from "../../lib/store/store.ts";
import { env } from "./env.ts";
import { readSecretFile, removeSecretFile, replaceSecretFile } from "./secret-file.ts";
import { sessionKey } from "./session-key.ts";
import { store } from "./store.ts";
import { hashOf, newToken } from "./tokens.ts";

/** Also read by people and by tests: the link is in it as long as it works. */
const SETUP_FILE = "setup-link";
const HOUSEKEEPING_MS = 10 * 60_000;

/** Before the first request: what the app cannot do without is there, or it does not start. */
export async function startUp(): Promise<void> {
  try {
    sessionKey();
    const opened = await store();
    await offerSetup(opened);
    await opened.purge(Date.now());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${[error.message, error.hint, error.detail].filter(Boolean).join("\n")}\n`);
    process.exit(1);
  }
  setInterval(housekeep, HOUSEKEEPING_MS).unref();
}

/** Until there is a founder, every start says where the first one comes in. A link that still opens is not replaced. */
async function offerSetup({ setup }: Store): Promise<void> {
  if (await setup.isDone()) return removeSecretFile(SETUP_FILE);
  const kept = readSecretFile(SETUP_FILE)?.trim();
  const works = kept !== undefined && (await setup.isOpen(hashOf(kept.split("#")[1] ?? "")));
  const token = works ? (kept.split("#")[1] ?? "") : newToken();
  if (!works && !(await setup.arm(hashOf(token), Date.now()))) return;
  const link = `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/setup#${token}`;
  keep(link);
  process.stdout.write(`\n  First time here? Open this link to set up your sign-in. It works once:\n  ${link}\n\n`);
}

/** With a store elsewhere there may be no data folder; then the terminal alone has the link. */
function keep(link: string): void {
  try {
    replaceSecretFile(SETUP_FILE, `${link}\n`);
  } catch {
    process.stderr.write("The link could not be written into DATA_DIR.\n");
  }
}

function housekeep(): void {
  store()
    .then((opened) => opened.purge(Date.now()))
    // The next round tries again; a store that is gone shows at the first request.
    .catch(() => undefined);
}
