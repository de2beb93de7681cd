import { parsePaste } from "../../../lib/credentials/url.ts";
import type { ErrorField } from "../../../lib/errors.ts";
import type { TargetInput, TlsMode } from "../wire";
import type { Wizard } from "../wizard.types";

/** The fields as they stand on the screen, without the password: that one lives in its input alone. */
export type Form = { host: string; port: string; database: string; user: string; tls: TlsMode | null; caPem: string };
export type TextField = Exclude<keyof Form, "tls">;

export const EMPTY_FORM: Form = { host: "", port: "5432", database: "", user: "", tls: null, caPem: "" };

/** What the box says about the text that was pasted. The text itself is gone once it is understood. */
export type Pasted =
  | { state: "empty" }
  | { state: "unclear"; says: string }
  /** What was typed or filled in before, on coming back to this screen or after a reload. */
  | { state: "kept" }
  | { state: "read"; before: string; after: string; placeholder: string | null; warning: string | null };

export type Understood = { form: Form; password: string | null; pasted: Pasted };

/** Reads a pasted text; null for the form when there is no host in it. */
export function understand(text: string): Understood | { form: null; pasted: Pasted } {
  const { fields, password, placeholder, problem } = parsePaste(text);
  if (fields.host === "" || problem?.field === "paste") {
    const says = problem ? `${problem.message} ${problem.hint}` : "We cannot find a host in this.";
    return {
      form: null,
      pasted: problem?.code === "usage.nothing-pasted" ? { state: "empty" } : { state: "unclear", says },
    };
  }
  const form: Form = {
    host: fields.host,
    port: String(fields.port ?? 5432),
    // What libpq does when no database is named.
    database: fields.database || fields.user,
    user: fields.user,
    tls: fields.tls,
    caPem: "",
  };
  const warning = problem ? `${problem.message} ${problem.hint}` : null;
  return { form, password, pasted: { state: "read", ...wrapping(text), placeholder, warning } };
}

/** What stood around the URL (`psql "` … `"`), only where it can hold no secret. */
function wrapping(text: string): { before: string; after: string } {
  const before = /^[\s\S]*?(?=(?:jdbc:)?postgres(?:ql)?:\/\/)/i.exec(text.trim())?.[0] ?? "";
  if (!before.split(/[\s='"`:]+/).every((word) => /^(?:psql|export|set|\w*URL)?$/i.test(word)))
    return { before: "", after: "" };
  return { before, after: /["'`]$/.exec(before)?.[0] ?? "" };
}

/** The form of what is in the wizard's memory. */
export function formOf(target: Wizard["target"]): Form {
  if (target === null) return EMPTY_FORM;
  return { ...target, port: String(target.port), caPem: target.caPem ?? "" };
}

/** What is sent. */
export function targetOf(form: Form, password: string): TargetInput {
  const { caPem, port, ...rest } = form;
  return { ...rest, port: Number(port), password, caPem: caPem.trim() === "" ? null : caPem };
}

export type FieldErrors = Partial<Record<ErrorField, string>>;

/** What is missing before anything can be sent, a sentence a field. */
export function missingIn(form: Form, password: string): FieldErrors {
  const port = Number(form.port);
  return {
    ...(form.host.trim() === "" && { host: "The host is missing." }),
    ...(!(Number.isInteger(port) && port >= 1 && port <= 65_535) && { port: "Ports go from 1 to 65535." }),
    ...(form.database === "" && { database: "The database is missing." }),
    ...(form.user === "" && { user: "The admin user is missing." }),
    ...(password === "" && { password: "The password is missing." }),
  };
}
