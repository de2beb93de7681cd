import { AppError } from "../../lib/errors.ts";
import type { Collectable } from "../../lib/hand-off/founder-moves.ts";
import { isLifeIntent } from "../../lib/hand-off/intent.ts";
import { buildLink } from "../../lib/hand-off/link.ts";
import { type Intent, isSameHost, linkAgain, makeHandOff, openResult, resultUrl } from "../../lib/hand-off/protocol.ts";
import { postJson } from "../wizard/stream.ts";
import { getJson, told } from "./ask.ts";
import { currentRoot, rootOf } from "./roots.ts";
import type { Collected, CollectedLife, ComposeInput, FounderView, HandOffReport, LifeReport } from "./view.types.ts";

/** Makes link, password and keys in this browser and sends what the server keeps of them. Rejects with AppErrorJson. */
export function createHandOff(input: ComposeInput): Promise<{ id: string; link: string }> {
  return told(send("/hand-offs/create", input, undefined));
}

/** A new link for the same hand-off; the one before stops working. Rejects with AppErrorJson. */
export function resendHandOff(
  { id, attempt, record }: FounderView,
  { lifeMs, passcode }: Pick<ComposeInput, "lifeMs" | "passcode">,
): Promise<{ id: string; link: string }> {
  const { from, role, wanted, schemas, note, host, login } = record;
  const about = record.intent === "create" || login === null ? {} : { intent: record.intent, login };
  const input = { ...about, from, role, wanted, schemas: [...schemas], note, host, lifeMs, passcode };
  return told(send(`/hand-offs/${id}/resend`, input, { id, attempt }));
}

/** The link again, out of the founder's own box. Rejects with AppErrorJson where her key is not here. */
export function linkOf(id: string): Promise<string> {
  return told(
    getJson<{ attempt: number; box: string }>(`/hand-offs/${id}/box`).then(async ({ attempt, box }) =>
      linkAgain(await rootOf(box), { id, attempt, box }, location.origin),
    ),
  );
}

/** Stops the link. Rejects with AppErrorJson. */
export function revokeHandOff(id: string): Promise<FounderView> {
  return postJson(`/hand-offs/${id}/revoke`, {});
}

/** Takes the result and checks all of it in this browser. As often as wanted. Rejects with AppErrorJson. */
export function collectHandOff(id: string): Promise<Collected | CollectedLife> {
  return told(postJson<Collectable>(`/hand-offs/${id}/collect`, {}).then(checked));
}

/** "I have pasted it into Lucien": what is left of it is deleted. Rejects with AppErrorJson. */
export function finishHandOff(id: string): Promise<FounderView> {
  return postJson(`/hand-offs/${id}/finish`, {});
}

async function send(path: string, input: ComposeInput, again: { id: string; attempt: number } | undefined) {
  const { root, now } = await currentRoot();
  const { passcode, ...wanted } = input;
  const intent: Intent = { ...wanted, host: wanted.host?.trim() || null, passcode: passcode !== null };
  const { link, ...sealed } = await makeHandOff(root, intent, { now, again });
  await postJson(path, { ...sealed, passcode });
  return { id: link.id, link: await buildLink(location.origin, link) };
}

async function checked(got: Collectable): Promise<Collected | CollectedLife> {
  const { result, password, namedHost } = await openResult(await rootOf(got.box), got, got.result, got.report);
  if (isLifeIntent(result.intent)) {
    return { result, password, life: (JSON.parse(got.report) as LifeReport).life };
  }
  const otherHost = namedHost !== null && !isSameHost(namedHost, result.host);
  return {
    result,
    report: JSON.parse(got.report) as HandOffReport,
    namedHost,
    otherHost,
    connectionUrl({ otherHostConfirmed }) {
      if (otherHost && !otherHostConfirmed) throw unconfirmed().toJSON();
      return resultUrl(result, password ?? "");
    },
    password: () => password,
  };
}

function unconfirmed(): AppError {
  return new AppError("refused.other-host", "This is another server than the one you named.", {
    hint: "Say yes to it first, if it is yours.",
  });
}
