import { AppError } from "../lib/errors.ts";
import { RunError } from "../lib/lifecycle/run-error.ts";

/** Results, and nothing else, go to stdout: byte for byte into a file or a pipe, harmless on a terminal. */
export function printResult(text: string): void {
  const shown = process.stdout.isTTY ? harmless(text) : text;
  process.stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`);
}

/** The one JSON document of a run with --json. */
export function printJson(value: unknown): void {
  printResult(JSON.stringify(value, null, 2));
}

/** Sentences for people, on stderr. */
export function say(sentence: string): void {
  process.stderr.write(`${harmless(sentence)}\n`);
}

/** Passing remarks on what is going on: for a terminal only. */
export function progress(sentence: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${dim(harmless(sentence))}\n`);
}

/**
 * With control characters written out (`\u001b`): names come from the database, and one may hold what moves a terminal's
 * cursor, sets its clipboard or turns the reading direction around. Line breaks and tabs stay. JSON means the same after.
 */
export function harmless(text: string): string {
  const code = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return text.replace(/(?![\n\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, code);
}

/** Without line breaks: a name may hold one, and a line of its own could claim what is not so. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\v\f\u0085\u2028\u2029]+/g, " ");
}

/** Faint on a terminal that has not asked for plain text (NO_COLOR), else as it is. */
function dim(text: string): string {
  return process.stderr.isTTY && !process.env.NO_COLOR ? `\u001b[2m${text}\u001b[0m` : text;
}

/** The failure as people read it and, with --json, as the contract's document. Never holds a secret: see AppError. */
export function printFailure(error: AppError, json: boolean): void {
  const hint = [error.hint, standsSentence(error)].filter(Boolean).join(" ");
  say(`${error.message}${hint === "" ? "" : `\n${hint}`}${error.detail === null ? "" : `\n${error.detail}`}`);
  say(`(${error.code}${error.sqlstate === null ? "" : `, SQLSTATE ${error.sqlstate}`})`);
  if (!json) return;
  const { code, message, sqlstate } = error;
  printJson({ formatVersion: 1, error: { code, message, hint, sqlstate } });
}

function standsSentence(error: AppError): string {
  if (!(error instanceof RunError) || error.stands === "nothing") return "";
  return error.stands === "role"
    ? "What was committed stands: the role and its grants. Run create again to finish, or audit to see what it can do."
    : "The role and its grants stand, with a password that nobody has. Run create again to finish.";
}

/** Anything thrown as an AppError. What nobody foresaw is named by its class only: its text may hold anything. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError("internal.unexpected", "Something unexpected happened.", {
    hint: "Run the same again. If it stays, report it with the line below.",
    detail: `${error instanceof Error ? error.name : typeof error} ${whereOf(error)}`.trim(),
    cause: error,
  });
}

/** The first frame of the stack that is ours: a file and a line, no values. */
function whereOf(error: unknown): string {
  const frames = error instanceof Error ? (error.stack?.split("\n") ?? []) : [];
  return /(?:lib|cli)\/[\w./-]+:\d+:\d+/.exec(frames.find((line) => /\/(?:lib|cli)\//.test(line)) ?? "")?.[0] ?? "";
}

/** A word that a POSIX shell reads back as it is: names may hold spaces, quotes and `$(…)`. */
export function shellWord(text: string): string {
  return /^[\w.:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
