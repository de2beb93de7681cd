import type { ErrorField } from "../errors.ts";
import type { TlsMode } from "../postgres/tls.ts";

/** What a pasted text gave. Nothing in it was ever a URL object or came near a driver. */
export type ParsedPaste = {
  /** Empty, or null, where the text did not say. */
  fields: { host: string; port: number | null; database: string; user: string; tls: TlsMode | null };
  /** All the servers that it names, where there is more than one; `fields` holds the first. */
  hosts: { host: string; port: number | null }[];
  /** null when there is none, or when a placeholder stands in its place. */
  password: string | null;
  /** The placeholder as it stood there: `[YOUR-PASSWORD]`. */
  placeholder: string | null;
  /** Parameters that are not used, each with the reason. */
  dropped: DroppedParameter[];
  /** Why the text cannot be used as it is; the fields hold what could be read all the same. */
  problem: PasteProblem | null;
};

export type DroppedParameter = { key: string; reason: string };

export type PasteProblem = { code: `usage.${string}`; message: string; hint: string; field: ErrorField };

/** Text by libpq's keywords (host, port, dbname, user, password, sslmode, …), before it is judged. */
export type RawParameters = Map<string, string>;

export const PROBLEMS = {
  empty: {
    code: "usage.nothing-pasted",
    message: "There is nothing in it.",
    hint: "Paste the connection string that your host shows.",
    field: "paste",
  },
  unreadable: {
    code: "usage.unreadable",
    message: "We cannot find a host in this.",
    hint: "Copy it again from your host's page, or fill in the fields.",
    field: "paste",
  },
  web: {
    code: "usage.web-address",
    message: "This is the address of a web page, not of a database.",
    hint: "Look for the text that starts with postgresql:// on your host's page.",
    field: "paste",
  },
  variable: {
    code: "usage.variable-only",
    message: "This names the variable in which the address stands, not the address.",
    hint: "Look for that variable in your .env file or on your host's page, and paste its value.",
    field: "paste",
  },
  otherEngine: {
    code: "usage.other-engine",
    message: "This is the address of another kind of database, not of Postgres.",
    hint: "Look for the text that starts with postgresql://.",
    field: "paste",
  },
  severalHosts: {
    code: "usage.several-hosts",
    message: "This names several servers. We took the first.",
    hint: "Choose the main one, not a copy.",
    field: "host",
  },
  socket: {
    code: "usage.socket",
    message: "This is a path on one machine, not an address we can reach.",
    hint: "Use the server's name or number address.",
    field: "host",
  },
  port: {
    code: "usage.port",
    message: "That port is not valid. Ports go from 1 to 65535.",
    hint: "Most Postgres servers use 5432.",
    field: "port",
  },
} as const satisfies Record<string, PasteProblem>;
