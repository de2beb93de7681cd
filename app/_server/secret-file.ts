import "server-only";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { env } from "./env.ts";

/**
 * The text of a file in the data folder that nobody else on the machine may read; made of `make()` where there is none.
 * Of two processes that make it at once both get what the first one wrote. Throws Node's error.
 */
export function secretFile(name: string, make: () => string): string {
  const file = path.join(env().DATA_DIR, name);
  const kept = read(file);
  if (kept !== null) return kept;
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${randomBytes(6).toString("hex")}`;
  fs.writeFileSync(own, make(), { mode: 0o600, flush: true });
  try {
    putInPlace(own, file);
  } finally {
    fs.rmSync(own, { force: true });
  }
  return fs.readFileSync(file, "utf8");
}

/** Whole or not at all, since a file that is being written could be read half; and only where none is. */
function putInPlace(own: string, file: string): void {
  try {
    fs.linkSync(own, file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    // Some volumes know no hard links. There two first starts at the same moment are not told apart.
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(code)) throw error;
    fs.renameSync(own, file);
  }
}

/** Writes it anew, for its owner alone. */
export function replaceSecretFile(name: string, text: string): void {
  const file = path.join(env().DATA_DIR, name);
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const own = `${file}.${randomBytes(6).toString("hex")}`;
  fs.writeFileSync(own, text, { mode: 0o600, flush: true });
  fs.renameSync(own, file);
}

export function readSecretFile(name: string): string | null {
  return read(path.join(env().DATA_DIR, name));
}

export function removeSecretFile(name: string): void {
  fs.rmSync(path.join(env().DATA_DIR, name), { force: true });
}

function read(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
