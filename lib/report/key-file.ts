import fs from "node:fs/promises";
import { AppError } from "../errors.ts";
import { keyFromPem, newKeyPem, type ReportKey } from "./sign.ts";

/**
 * The key in this file; made there on first use, readable by its owner alone. Of several who make it at once one wins,
 * and all use that one. Throws AppError `internal.report-key` where it cannot be read or written.
 */
export async function reportKeyAt(path: string): Promise<ReportKey> {
  try {
    return keyFromPem(await read(path));
  } catch (cause) {
    throw new AppError("internal.report-key", "The key that signs reports cannot be used.", {
      hint: "It is a PEM file with an Ed25519 key. Look at the path and who may read it.",
      detail: codeOf(cause),
      cause,
    });
  }
}

async function read(path: string): Promise<string> {
  return fs.readFile(path, "utf8").catch(async (error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
    await make(path);
    return fs.readFile(path, "utf8");
  });
}

/** Written whole beside it, then linked into place: nobody reads half a key, and none is written over. */
async function make(path: string): Promise<void> {
  const beside = `${path}.${process.pid}.${crypto.randomUUID()}`;
  await fs.writeFile(beside, newKeyPem(), { mode: 0o600, flag: "wx" });
  try {
    await fs.link(beside, path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await fs.rm(beside, { force: true });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}
