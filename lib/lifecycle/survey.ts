import { setImmediate } from "node:timers/promises";
import type { Survey, SurveyWish } from "../apply/survey.ts";
import type { Finding } from "../audit/finding.ts";
import { type BegunLook, beginInspect } from "../inspect/inspect.ts";
import type { ColumnsRow } from "../inspect/queries/columns.sql.ts";
import { readShare } from "../inspect/share-look.ts";
import type { Client, ClientOptions, Target } from "../postgres/client.ts";
import { QueryError } from "../postgres/query-error.ts";
import { SQLSTATE } from "../postgres/sqlstate.ts";
import { publicFindings } from "../verify/public-findings.ts";
import { askBeside, type Beside, LARGE, leadsStraight } from "./beside.ts";

export type SurveyInput = {
  target: Target;
  /** How the run's own session was opened. */
  options: ClientOptions;
  role: string;
  wish: SurveyWish;
  /** A second session was lost on which a run relied. */
  onLost: () => void;
};

/** Needed when something was granted: loaded before that, while the server works, so that nobody waits for it. */
export const loadProof = () => import("../verify/verify-request.ts");

/** What there is, and what PUBLIC alone can do: a role that is still to be made can do that, too. Throws QueryError. */
export async function survey(client: Client, input: SurveyInput): ReturnType<Survey> {
  const shares = input.wish.underway !== undefined && leadsStraight(client, input.target);
  if (!shares) return surveyWith(client, input, false);
  return surveyWith(client, input, true).catch((error) => {
    // What two sessions are refused (to export a snapshot) one does not need; if it is something else it is said again.
    if (!(error instanceof QueryError) || error.sqlstate === null || isOver(error.sqlstate)) throw error;
    return surveyWith(client, input, false);
  });
}

/** No time left, or no line: another attempt would only take as long. */
function isOver(sqlstate: string): boolean {
  return sqlstate === SQLSTATE.queryCanceled || sqlstate.startsWith("57P") || sqlstate.startsWith("08");
}

async function surveyWith(client: Client, input: SurveyInput, shares: boolean): ReturnType<Survey> {
  const { promise: offered, resolve: onSnapshot } = Promise.withResolvers<string | null>();
  const { promise: looked, resolve: onLooked } = Promise.withResolvers<number[] | undefined>();
  const { promise: shared, resolve: onShare } = Promise.withResolvers<ColumnsRow[]>();
  const { promise: over, resolve: onOver } = Promise.withResolvers<void>();
  const { underway, signal } = input.wish;
  signal?.addEventListener("abort", () => onOver(), { once: true });
  // Whoever hangs up is not to wait for what will not be underway.
  const idle = underway && Promise.race([underway, over]);
  let wanted = true;
  const beside = askBeside(client, input.target, withSignal(input), async (second) => {
    if (!shares) return publicFindings(second, {}, idle);
    const snapshot = await offered;
    if (snapshot !== null && wanted) onShare(await readShare(second, snapshot));
    // Where nobody waits for it, it takes nothing from the look that somebody does wait for.
    const columnAcls = await looked;
    return publicFindings(second, columnAcls ? { columnAcls } : {}, idle);
  });
  const share = async () => {
    wanted = beside.begun();
    return wanted ? Promise.race([shared, beside.answer.then(() => null)]) : null;
  };
  const helper = shares ? { fromBytes: LARGE, onSnapshot, share } : undefined;
  const hangUp = () => {
    beside.stop();
    onOver();
    onSnapshot(null);
    onLooked(undefined);
    return beside.answer;
  };
  try {
    const look = await beginInspect(client, { role: input.role, host: input.target.host, helper });
    onLooked(look.columnAcls);
    const seen = await surveyed(client, look, beside, input);
    if (Array.isArray(seen.findings)) await hangUp();
    return seen;
  } catch (error) {
    await hangUp();
    throw error;
  }
}

function surveyed(client: Client, look: BegunLook, beside: Beside<Finding[]>, input: SurveyInput): ReturnType<Survey> {
  if (!beside.begun()) return surveyAlone(client, look, input.wish);
  if (input.wish.underway) return surveyAhead(client, look, beside, input);
  return surveyBeside(client, look, beside, input.wish);
}

function withSignal({ options, wish }: SurveyInput): ClientOptions {
  const signals = [options.signal, wish.signal].filter((signal) => signal !== undefined);
  return { ...options, signal: AbortSignal.any(signals) };
}

/** PUBLIC is looked at meanwhile, and waited for. */
async function surveyBeside(
  client: Client,
  look: BegunLook,
  beside: Beside<Finding[]>,
  wish: SurveyWish,
): ReturnType<Survey> {
  const snapshot = look.snapshot();
  // What the second session is to ask next goes out first.
  await setImmediate();
  wish.onSnapshot?.(snapshot);
  const [found] = await Promise.all([beside.answer, look.committed, loadProof()]);
  return { snapshot, findings: found ?? (await publicFindings(client, { columnAcls: look.columnAcls })) };
}

/** PUBLIC is looked at while the plan is made and run. */
async function surveyAhead(
  client: Client,
  look: BegunLook,
  beside: Beside<Finding[]>,
  { wish, onLost }: SurveyInput,
): ReturnType<Survey> {
  // The question about PUBLIC goes out first.
  await setImmediate();
  const snapshot = look.snapshot();
  wish.onSnapshot?.(snapshot);
  await look.committed;
  wish.underway?.then(loadProof).catch(() => undefined);
  const soon = beside.answer.then((found) => {
    if (found === null && !wish.signal?.aborted) onLost();
    return found;
  });
  return { snapshot, findings: { soon, instead: () => publicFindings(client) } };
}

/** One session has to do: one question after the other. */
async function surveyAlone(client: Client, look: BegunLook, wish: SurveyWish): ReturnType<Survey> {
  const { promise: asked, resolve: onIdentity } = Promise.withResolvers<unknown>();
  const findings = publicFindings(client, { columnAcls: look.columnAcls, onIdentity });
  // The long question is on its way before the rows of a large database are put in order here: that takes as long.
  await Promise.race([asked, findings]);
  const looked = setImmediate().then(() => {
    const snapshot = look.snapshot();
    wish.onSnapshot?.(snapshot);
    return snapshot;
  });
  const [snapshot, found] = await Promise.all([looked, findings, look.committed, looked.then(loadProof)]);
  return { snapshot, findings: found };
}
