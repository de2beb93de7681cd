import { AppError, type AppErrorJson } from "../../lib/errors.ts";
import type { LinkProof } from "../../lib/hand-off/hand-off.types.ts";
import { LINK_PROOF_HEADER, writeProof } from "../../lib/hand-off/proof.ts";
import { asAppError, postJson } from "../wizard/stream.ts";

/** Asks a route that reads. Rejects with an AppErrorJson, whatever went wrong. */
export async function getJson<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, { cache: "no-store", credentials: "same-origin" }).catch(() => {
    throw plain("internal.app-unreachable", "This app does not answer.", "See whether it still runs, then try again.");
  });
  const answer = (await response.json().catch(() => null)) as { error?: AppErrorJson } | null;
  if (answer?.error) throw answer.error;
  if (!response.ok || answer === null) {
    throw plain("internal.answer", "This app gave an answer we cannot read.", "Try again.");
  }
  return answer as Answer;
}

/** Asks one of the link's routes with the link's proof. Rejects with an AppErrorJson. */
export function askLink<Answer>(what: string, proof: LinkProof, body: unknown): Promise<Answer> {
  return postJson<Answer>(`/h/${proof.id}/${what}`, body, { [LINK_PROOF_HEADER]: writeProof(proof) });
}

/** What our own code threw, as it goes to the screens. */
export function errorJson(thrown: unknown): AppErrorJson {
  return thrown instanceof AppError ? thrown.toJSON() : asAppError(thrown);
}

/** Rejects with an AppErrorJson, whatever was thrown. */
export async function told<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (thrown) {
    throw errorJson(thrown);
  }
}

function plain(code: AppErrorJson["code"], message: string, hint: string): AppErrorJson {
  return { code, message, hint, detail: null, sqlstate: null, field: null };
}
