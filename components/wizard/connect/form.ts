import type { DroppedParameter, ParsedPaste } from "../../../lib/credentials/paste.types.ts";
import { parsePaste } from "../../../lib/credentials/url.ts";
import type { ErrorField } from "../../../lib/errors.ts";
import type { TargetInput, TlsMode } from "../wire";
import type { Wizard } from "../wizard.types";

/** The fields as they stand on the screen, without secrets: those live in their inputs alone. */
export type Form = {
  host: string;
  port: string;
  database: string;
  user: string;
  tls: TlsMode | null;
  caPem: string;
  clientPem: string;
  /** Empty: no SSH server stands before the database. */
  sshHost: string;
  sshPort: string;
  sshUser: string;
  /** `SHA256:…`, once it was compared. */
  sshHostKey: string | null;
};
export type TextField = Exclude<keyof Form, "tls" | "sshHostKey">;

/** What stands in the inputs of secrets. */
export type Typed = {
  password: string;
  clientKey: string;
  sshPassword: string;
  sshKey: string;
  sshPassphrase: string;
};

export const NOTHING_TYPED: Typed = { password: "", clientKey: "", sshPassword: "", sshKey: "", sshPassphrase: "" };

export const EMPTY_FORM: Form = {
  host: "",
  port: "5432",
  database: "",
  user: "",
  tls: null,
  caPem: "",
  clientPem: "",
  sshHost: "",
  sshPort: "22",
  sshUser: "",
  sshHostKey: null,
};

/** What the box says about the text that was pasted. The text itself is gone once it is understood. */
export type Pasted =
  | { state: "empty" }
  | { state: "unclear"; says: string }
  /** What was typed or filled in before, on coming back to this screen or after a reload. */
  | { state: "kept" }
  | {
      state: "read";
      before: string;
      after: string;
      placeholder: string | null;
      warning: string | null;
      dropped: DroppedParameter[];
      hosts: ParsedPaste["hosts"];
    };

export type Understood = { form: Form; password: string | null; pasted: Pasted };

/** Reads a pasted text; null for the form when there is no host in it. */
export function understand(text: string): Understood | { form: null; pasted: Pasted } {
  const { fields, password, placeholder, problem, hosts, dropped } = parsePaste(text);
  if (fields.host === "" || problem?.field === "paste") {
    const says = problem ? `${problem.message} ${problem.hint}` : "We cannot find a host in this.";
    return {
      form: null,
      pasted: problem?.code === "usage.nothing-pasted" ? { state: "empty" } : { state: "unclear", says },
    };
  }
  const form: Form = {
    ...EMPTY_FORM,
    host: fields.host,
    port: String(fields.port ?? 5432),
    // What libpq does when no database is named.
    database: fields.database || fields.user,
    user: fields.user,
    // Without encryption only at the reader's own word, on this screen.
    tls: fields.tls === "disable" ? null : fields.tls,
  };
  if (fields.tls === "disable") dropped.push({ key: "sslmode", reason: "We try encryption first." });
  const warning = problem ? `${problem.message} ${problem.hint}` : null;
  return { form, password, pasted: { state: "read", ...wrapping(text), placeholder, warning, dropped, hosts } };
}

/** What stood around the URL (`psql "` … `"`), only where it can hold no secret. */
function wrapping(text: string): { before: string; after: string } {
  const before = /^[\s\S]*?(?=(?:jdbc:)?postgres(?:ql)?:\/\/)/i.exec(text.trim())?.[0] ?? "";
  if (!before.split(/[\s='"`:]+/).every((word) => /^(?:psql|export|set|\w*URL)?$/i.test(word)))
    return { before: "", after: "" };
  return { before, after: /["'`]$/.exec(before)?.[0] ?? "" };
}

/** The form of what is in the wizard's memory; before anything is, what is known from the start. */
export function formOf(target: Wizard["target"], known: Partial<Form> = {}): Form {
  if (target === null) return { ...EMPTY_FORM, ...known };
  const { host, database, user, tls, ssh } = target;
  return {
    host,
    port: String(target.port),
    database,
    user,
    tls,
    caPem: target.caPem ?? "",
    clientPem: target.clientCertificate?.pem ?? "",
    sshHost: ssh?.host ?? "",
    sshPort: String(ssh?.port ?? 22),
    sshUser: ssh?.user ?? "",
    sshHostKey: ssh?.hostKey ?? null,
  };
}

/** What is sent. */
export function targetOf(form: Form, typed: Typed): TargetInput {
  const { host, port, database, user, tls, caPem, clientPem } = form;
  return {
    host,
    port: Number(port),
    database,
    user,
    password: typed.password,
    tls,
    caPem: orNull(caPem),
    ...(clientPem.trim() === "" ? {} : { clientCertificate: { pem: clientPem, key: typed.clientKey } }),
    ...(form.sshHost.trim() === "" ? {} : { ssh: sshOf(form, typed) }),
  };
}

function sshOf(form: Form, typed: Typed): NonNullable<TargetInput["ssh"]> {
  return {
    host: form.sshHost.trim(),
    port: Number(form.sshPort),
    user: form.sshUser.trim(),
    password: orNull(typed.sshPassword),
    privateKey: orNull(typed.sshKey),
    passphrase: orNull(typed.sshPassphrase),
    hostKey: form.sshHostKey,
  };
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text;
}

export type FieldErrors = Partial<Record<ErrorField, string>>;

/** What is missing before anything can be sent, a sentence a field. */
export function missingIn(form: Form, typed: Typed): FieldErrors {
  const ssh = missingOfSsh(form, typed);
  return {
    ...(form.host.trim() === "" && { host: "The host is missing." }),
    ...(!isPort(form.port) && { port: "Ports go from 1 to 65535." }),
    ...(form.database === "" && { database: "The database is missing." }),
    ...(form.user === "" && { user: "The admin user is missing." }),
    ...(typed.password === "" && { password: "The password is missing." }),
    ...(form.clientPem.trim() !== "" &&
      typed.clientKey.trim() === "" && { "client-certificate": "The key of the client certificate is missing." }),
    ...(ssh !== null && { ssh }),
  };
}

function missingOfSsh(form: Form, typed: Typed): string | null {
  if (form.sshHost.trim() === "") return null;
  if (!isPort(form.sshPort)) return "Ports go from 1 to 65535.";
  if (form.sshUser.trim() === "") return "The login of the SSH server is missing.";
  const known = typed.sshPassword !== "" || typed.sshKey.trim() !== "";
  return known ? null : "A password or a private key for the SSH server is missing.";
}

function isPort(text: string): boolean {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
