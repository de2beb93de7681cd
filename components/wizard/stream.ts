import type { AppErrorJson } from "../../lib/errors.ts";
import { LINK_PROOF_HEADER } from "../../lib/hand-off/proof.ts";
import { isAtWork, proofHeader, readTab } from "../hand-off/tab.ts";

type Headers = Readonly<Record<string, string>>;

/** Sends JSON and gives the answer's JSON. Rejects with an AppErrorJson, whatever went wrong. */
export async function postJson<Answer>(path: string, body: unknown, headers: Headers = ownProof()): Promise<Answer> {
  const response = await post(path, body, headers);
  const answer = (await response.json().catch(() => null)) as { error?: AppErrorJson } | null;
  if (answer?.error) throw answer.error;
  if (!response.ok || answer === null) throw unreadable(response.status);
  return answer as Answer;
}

/** Sends JSON and gives the documents of the answer as they arrive, one a line. Rejects with an AppErrorJson. */
export async function* postForEvents<Event>(path: string, body: unknown, signal?: AbortSignal): AsyncGenerator<Event> {
  const response = await post(path, body, ownProof(), signal);
  if (!response.ok || !response.body) {
    const answer = (await response.json().catch(() => null)) as { error?: AppErrorJson } | null;
    throw answer?.error ?? unreadable(response.status);
  }
  yield* documents<Event>(response.body);
}

/** Splits a stream of newline-ended JSON documents. A last line without its newline is dropped: it may be cut off. */
export async function* documents<Event>(body: ReadableStream<Uint8Array>): AsyncGenerator<Event> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw isAbort(cause) ? cause : lineCut();
      });
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.trim() !== "") yield JSON.parse(line) as Event;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Whether the request was ended by us. */
export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === "AbortError";
}

/** Makes an AppErrorJson of whatever was thrown: our own errors as they are, anything else without its text. */
export function asAppError(thrown: unknown): AppErrorJson {
  if (typeof thrown === "object" && thrown !== null && "code" in thrown && "hint" in thrown)
    return thrown as AppErrorJson;
  return plainError(
    "internal.browser",
    "This page could not finish what it was doing.",
    "Reload the page and try again.",
  );
}

/** In a hand-off each request proves the link: an engineer has no session, and a founder's own counts for nothing there. */
function ownProof(): Headers {
  const proof = proofHeader();
  return proof === null ? {} : { [LINK_PROOF_HEADER]: proof };
}

async function post(path: string, body: unknown, headers: Headers, signal?: AbortSignal): Promise<Response> {
  const response = await send(path, body, headers, signal);
  if (response.status !== 403 || !(LINK_PROOF_HEADER in headers)) return response;
  const answer = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { error?: AppErrorJson };
  const tab = readTab();
  if (answer.error?.code !== "refused.link-lapsed" || !isAtWork(tab)) return response;
  // We were away for longer than the claim lasts, and nobody else came: it is made again, then the same is asked again.
  const claim = { passcode: null, host: tab.host, takeOver: false };
  const claimed = await send(`/h/${tab.id}/claim`, claim, headers, signal);
  const { kind } = (await claimed.json().catch(() => ({}))) as { kind?: string };
  return kind === "record" ? send(path, body, headers, signal) : response;
}

async function send(path: string, body: unknown, headers: Headers, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      cache: "no-store",
      credentials: "same-origin",
      signal,
    });
  } catch (cause) {
    if (isAbort(cause)) throw cause;
    throw plainError(
      "internal.app-unreachable",
      "This app does not answer.",
      "See whether it still runs, then try again.",
    );
  }
}

function lineCut(): AppErrorJson {
  return plainError("internal.line-cut", "The line to this app was cut.", "See whether it still runs, then try again.");
}

function unreadable(status: number): AppErrorJson {
  const detail = `HTTP ${status}`;
  return { ...plainError("internal.answer", "This app gave an answer we cannot read.", "Try again."), detail };
}

function plainError(code: AppErrorJson["code"], message: string, hint: string): AppErrorJson {
  return { code, message, hint, detail: null, sqlstate: null, field: null };
}
