import type { TlsMode } from "../postgres/tls.ts";
import {
  type DroppedParameter,
  type ParsedPaste,
  type PasteProblem,
  PROBLEMS,
  type RawParameters,
} from "./paste.types.ts";

const USED = ["host", "port", "dbname", "user", "password", "sslmode"];

/** What the raw parameters come to: the fields we use, the password or its placeholder, and what is dropped. */
export function pasteFrom(raw: RawParameters, found: PasteProblem | null): ParsedPaste {
  const hosts = hostsOf(raw);
  const { host, port } = hosts[0] ?? { host: "", port: null };
  const password = raw.get("password") || null;
  const placeholder = password !== null && isPlaceholder(password) ? password : null;
  const dropped = [...raw.keys()].filter((key) => !USED.includes(key)).map(dropReason);
  const sslmode = raw.get("sslmode")?.toLowerCase();
  const tls = TLS_MODES[sslmode ?? ""] ?? (sslmode === undefined && raw.get("ssl") === "true" ? "require" : null);
  if (sslmode !== undefined && tls === null)
    dropped.push({ key: "sslmode", reason: `${sslmode} is not one of our ways; we check the certificate.` });
  return {
    fields: {
      host,
      port: port === "bad" ? null : port,
      database: raw.get("dbname") ?? "",
      user: raw.get("user") ?? "",
      tls,
    },
    hosts: hosts.length > 1 ? hosts.map((one) => ({ ...one, port: one.port === "bad" ? null : one.port })) : [],
    password: placeholder === null ? password : null,
    placeholder,
    dropped,
    problem: found ?? problemOf(raw.get("host") ?? "", port),
  };
}

/** `a,b` and `5432,5433` are two servers; one port is all of theirs (PostgreSQL 18 docs, 34.1.1.3). */
function hostsOf(raw: RawParameters): { host: string; port: number | null | "bad" }[] {
  const ports = (raw.get("port") ?? "").split(",");
  const hosts = (raw.get("host") ?? "").split(",");
  const each = hosts.map((host, i) => ({ host, port: portOf(ports.length === 1 ? ports[0] : ports[i]) }));
  return hosts.length > 1 ? each.filter(({ host }) => host !== "") : each;
}

function problemOf(host: string, port: number | null | "bad"): PasteProblem | null {
  if (host === "") return PROBLEMS.unreadable;
  if (host.startsWith("/") || host.startsWith("@")) return PROBLEMS.socket;
  if (host.includes(",")) return PROBLEMS.severalHosts;
  return port === "bad" ? PROBLEMS.port : null;
}

function portOf(text: string | undefined): number | null | "bad" {
  if (text === undefined || text === "") return null;
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : "bad";
}

const TLS_MODES: Readonly<Record<string, TlsMode>> = {
  disable: "disable",
  require: "require",
  "verify-ca": "verify-ca",
  "verify-full": "verify-full",
  verifyca: "verify-ca",
  verifyfull: "verify-full",
};

/** `[YOUR-PASSWORD]`, `<password>`, `{{password}}`, `$DB_PASSWORD`, `<%= ENV[…] %>`, `********`, dots. */
function isPlaceholder(password: string): boolean {
  return (
    /^[*•●·]{3,}$/.test(password) ||
    /^(?:<%.*%>|\$\([^)]*\)|\$\{?[A-Z][A-Z0-9]*_[A-Z0-9_]*\}?|%[A-Z]+_[A-Z_]+%)$/.test(password) ||
    /^(?:process\.env|os\.environ|os\.getenv|ENV|env|config|secrets?)\b[.[(].*/.test(password) ||
    /^(?:\[[^\]]*pass[^\]]*\]|<[^>]*pass[^>]*>|\{+[^}]*pass[^}]*\}+|\$\{?\w*pass\w*\}?)$/i.test(password) ||
    /^(?:your|my)[-_ ]?(?:db|database)?[-_ ]?(?:password|pass|pwd)(?:[-_ ]?here)?$/i.test(password)
  );
}

const DROP_REASONS: Readonly<Record<string, string>> = {
  "?host": "The server named in front counts, not this one.",
  "?port": "The port named in front counts, not this one.",
  hostaddr: "We look the name up ourselves.",
  channel_binding: "Not needed here.",
  pgbouncer: "A setting of Prisma's, not of the database.",
  connection_limit: "A setting of Prisma's, not of the database.",
  target_session_attrs: "You choose the server here.",
  passfile: "We never read files that a text names.",
  service: "We never read files that a text names.",
  sslpassword: "It opens a key file, and we read none.",
  schema: "You choose the schemas in the next step.",
  sslrootcert: "We never read files that a text names. Add the certificate itself.",
  sslcert: "We never read files that a text names.",
  sslkey: "We never read files that a text names.",
  options: "Settings of a session are ours to make.",
  ssl: "We check the certificate in any case.",
};

function dropReason(key: string): DroppedParameter {
  return { key: key.replace(/^\?/, "").slice(0, 63), reason: DROP_REASONS[key] ?? "We do not use this." };
}
