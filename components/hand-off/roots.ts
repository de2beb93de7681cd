import { AppError } from "../../lib/errors.ts";
import { rootIdOf } from "../../lib/hand-off/box.ts";
import { newRoot, type RootKey, recoverRoot, type WrappedRoot } from "../../lib/hand-off/root-key.ts";
import { postJson } from "../wizard/stream.ts";
import { getJson } from "./ask.ts";
import { dropRoot, loadRoot, saveRoot } from "./key-storage.ts";

/** The founder's key as the server knows of it: wrapped under a code it has never seen. `now`: the server's clock. */
export type KeyKept = { recovery: WrappedRoot | null; now: number };

export function keyKept(): Promise<KeyKept> {
  return getJson<KeyKept>("/hand-offs/key");
}

/** Makes a key, keeps it here and, wrapped, on the server. Gives its recovery code. */
export async function makeRoot(before: string | null): Promise<string> {
  const { root, recovery, code } = await newRoot();
  await saveRoot(root);
  try {
    await postJson("/hand-offs/key", { before, ...recovery });
  } catch (thrown) {
    await dropRoot(root.rootId);
    throw thrown;
  }
  return code;
}

/** Brings the key here by its recovery code. Throws AppError for a code that is wrong. */
export async function bringRoot(code: string): Promise<void> {
  const { recovery } = await keyKept();
  if (recovery === null) throw noKey();
  await saveRoot(await recoverRoot(code, recovery));
}

/** The key that new hand-offs are kept under, and the server's time. Throws AppError where it is not here. */
export async function currentRoot(): Promise<{ root: RootKey; now: number }> {
  const { recovery, now } = await keyKept();
  const root = recovery && (await loadRoot(recovery.rootId));
  if (!root) throw noKey();
  return { root, now };
}

/** The key of this box. Throws AppError where it is not here. */
export async function rootOf(box: string): Promise<RootKey> {
  const root = await loadRoot(rootIdOf(box) ?? "");
  if (root === null) throw noKey();
  return root;
}

function noKey(): AppError {
  return new AppError("refused.other-key", "The key of this hand-off is not in this browser.", {
    hint: "Use your recovery code, or send a new link. With a new link Lucien gets a new password, nothing else is lost.",
  });
}
