import "server-only";
import type { Store } from "../../lib/store/store.ts";
import { env } from "./env.ts";
import { readSecretFile, removeSecretFile, replaceSecretFile } from "./secret-file.ts";
import { hashOf, newToken } from "./tokens.ts";

/** For people and for tests: the link stands in it as long as it works. */
const FILE = "setup-link";

/** Replicas that start together make one link, and it is the one that the first of them printed. */
const GRACE_MS = 10 * 60_000;

/** Until there is a founder, every start says where the first one comes in. A link that still opens is not replaced. */
export async function offerSetup({ setup }: Store): Promise<void> {
  if (await setup.isDone()) return removeSetupLink();
  const kept = read()?.trim().split("#")[1];
  const works = kept !== undefined && (await setup.isOpen(hashOf(kept)));
  const token = works ? kept : newToken();
  if (!works && !(await setup.arm(hashOf(token), GRACE_MS, Date.now()))) return sayOther();
  const link = `${env().PUBLIC_ORIGIN ?? `http://localhost:${env().PORT}`}/setup#${token}`;
  keep(link);
  process.stdout.write(`\n  First time here? Open this link to set up your sign-in. It works once:\n  ${link}\n\n`);
}

function sayOther(): void {
  process.stdout.write(
    "\n  Nobody is set up yet. The link for it was printed by a start of this app, less than ten minutes ago.\n\n",
  );
}

/** With a store elsewhere there may be no data folder: then the terminal alone has the link. */
export function removeSetupLink(): void {
  try {
    removeSecretFile(FILE);
  } catch {
    // It opens nothing any more.
  }
}

function read(): string | null {
  try {
    return readSecretFile(FILE);
  } catch {
    return null;
  }
}

function keep(link: string): void {
  try {
    replaceSecretFile(FILE, `${link}\n`);
  } catch {
    process.stderr.write("The setup link could not be written into DATA_DIR.\n");
  }
}
