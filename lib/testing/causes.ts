import { createSecureContext, TLSSocket } from "node:tls";
import type { TestCertificate } from "../postgres/tls.fixtures.ts";
import { afterWelcome, failure, message, type Peer } from "./rogue.ts";

/** What a server, a pooler or a provider's proxy says, as it words it, and the code by which we tell it. */
export type Words = { code: string; at: "sign-in" | "query"; sqlstate: string; text: string };

/** At sign-in: real wordings, from the servers' and poolers' sources and from users' reports (design, table of providers). */
const AT_SIGN_IN: readonly (readonly [code: string, sqlstate: string, text: string])[] = [
  ["supabase-unknown-tenant", "XX000", "Tenant or user not found"],
  ["supabase-no-project", "XX000", "(ENOIDENTIFIER) no tenant identifier provided"],
  ["supabase-circuit-open", "XX000", "(ECIRCUITBREAKER) too many authentication failures, new connections are blocked"],
  ["address-not-allowed", "XX000", "(EADDRNOTALLOWED) Address not in tenant allow_list: {203, 0, 113, 7}"],
  ["too-many-connections", "XX000", "(EMAXCONNSESSION) max clients reached in session mode"],
  ["encryption-required", "28000", "SSL/TLS required"],
  ["neon-endpoint-missing", "XX000", "Endpoint ID is not specified. Either please upgrade the postgres client library"],
  ["quota-exceeded", "XX000", "Your account or project has exceeded the compute time quota."],
  ["proxy-password-rejected", "28000", "The password that was provided for the role app is wrong."],
  ["password-rejected", "28P01", 'password authentication failed for user "app"'],
  ["client-certificate-required", "28000", "connection requires a valid client certificate"],
  ["login-not-allowed", "28000", 'role "app" is not permitted to log in'],
  ["login-refused", "28000", "Rolle hat keinen Zutritt"],
  ["database-unknown", "3D000", 'database "shop" does not exist'],
  ["database-not-allowed", "42501", 'permission denied for database "shop"'],
  ["database-closed", "55000", 'database "shop" is not currently accepting connections'],
  ["out-of-resources", "53200", "out of memory"],
  ["pooler-setting", "08P01", "unsupported startup parameter: extra_float_digits"],
  ["pooler-backend-down", "08P01", "server login has been failing, try again later (server_login_retry)"],
  ["pooler-rejected", "08P01", "SASL authentication failed"],
  ["line-broken", "08006", "connection failure"],
];

/** To a statement. */
const TO_A_QUERY: readonly (readonly [code: string, sqlstate: string, text: string])[] = [
  ["plaintext-password-needed", "0A000", "password type is not a plain text"],
  ["cannot-create-roles", "42501", "permission denied to create role"],
  ["not-owner", "42501", "must be owner of table orders"],
  ["row-rules", "42501", 'query would be affected by row-level security policy for table "orders"'],
  ["denied", "42501", "permission denied for table orders"],
  ["forbidden-here", "P0001", "roles are made by the platform team only"],
  ["nothing-granted", "01007", 'no privileges were granted for "orders"'],
  ["role-exists", "42710", 'role "lucien_readonly" already exists'],
  ["database-exists", "42P04", 'database "shop" already exists'],
  ["password-rule", "22023", "password must not contain user name"],
  ["restarted", "57P01", "terminating connection due to administrator command"],
  ["database-dropped", "57P04", "terminating connection due to conflict with recovery"],
  ["read-only-copy", "25006", "cannot execute CREATE ROLE in a read-only transaction"],
  ["in-the-way", "55P03", "canceling statement due to lock timeout"],
  ["too-slow", "25P03", "terminating connection due to idle-in-transaction timeout"],
  ["moved", "40001", "could not serialize access due to concurrent update"],
  ["depended-on", "2BP01", 'role "app" cannot be dropped because some objects depend on it'],
  ["not-supported", "0A000", "unimplemented feature"],
  ["unknown-dialect", "42601", 'syntax error at or near "operator"'],
  ["failed-transaction", "25P02", "current transaction is aborted"],
  ["concurrently-changed", "XX000", "tuple concurrently updated"],
  ["unexpected", "XX001", "nobody foresaw this"],
];

/** Each of these is a login's name at `withTalker`'s server, which answers it with these words. */
export const WORDS: readonly Words[] = [
  ...AT_SIGN_IN.map(([code, sqlstate, text]) => ({ code, at: "sign-in" as const, sqlstate, text })),
  ...TO_A_QUERY.map(([code, sqlstate, text]) => ({ code, at: "query" as const, sqlstate, text })),
];

/** Starting and waking take a while before they are told: we ask again. */
export const ASLEEP: readonly Words[] = [
  { code: "starting-up", at: "sign-in", sqlstate: "57P03", text: "the database system is starting up" },
  { code: "compute-unreachable", at: "sign-in", sqlstate: "XX000", text: "Couldn't connect to compute node" },
];

/** A server without TLS that says to each login what stands beside its code. */
export const talker: Peer = (socket, chunk, count) => {
  const words = count < 2 || chunk === null ? null : wordsFor(socket, chunk);
  if (words?.at === "sign-in" && count === 2) return void socket.end(failure(words.sqlstate, words.text));
  const answer = words === null ? Buffer.alloc(0) : failure(words.sqlstate, words.text, "ERROR");
  afterWelcome(() => socket.end(answer))(socket, chunk, count);
};

/** The words for the login of this line, told in its first message. */
function wordsFor(socket: object, chunk: Buffer): Words | null {
  const known = logins.get(socket);
  if (known) return known;
  const name = /user\0([^\0]*)\0/.exec(chunk.toString("latin1"))?.[1];
  const words = [...WORDS, ...ASLEEP].find((one) => one.code === name) ?? null;
  if (words) logins.set(socket, words);
  return words;
}

const logins = new WeakMap<object, Words>();

const ASK_UNKNOWN_SASL = message("R", "\0\0\0\x0aSCRAM-SHA-1024\0\0");
const ASK_SCRAM = message("R", "\0\0\0\x0aSCRAM-SHA-256\0\0");
const ASK_CLEAR = message("R", "\0\0\0\x03");
const OK = message("R", "\0\0\0\0");

/** Answers "no TLS", then this. */
function plainly(then: Buffer): Peer {
  return (socket, _chunk, count) => {
    if (count === 1) socket.write("N");
    if (count >= 2) socket.write(count === 2 ? then : OK);
  };
}

/** Listeners that are no Postgres, or no honest one, and how each is told. */
export const LISTENERS: readonly { code: string; what: string; peer: Peer }[] = [
  { code: "not-postgres-mysql", what: "MySQL", peer: greeting("J\0\0\0\x0a8.0.36\0") },
  { code: "not-postgres", what: "a web server", peer: greeting("HTTP/1.1 400 Bad Request\r\n\r\n") },
  { code: "not-postgres", what: "an SSH server", peer: greeting("SSH-2.0-OpenSSH_9.6\r\n") },
  { code: "not-postgres", what: "something else", peer: greeting("READY?") },
  { code: "hung-up", what: "one that hangs up", peer: (socket, _chunk, count) => count === 1 && socket.end() },
  { code: "secure-refused", what: "one that is full", peer: greeting("E\0\0\0\x06S\0\0") },
  { code: "tls-cut", what: "one that cuts TLS off", peer: thenCut("S") },
  { code: "tls-failed", what: "one that speaks no TLS", peer: saysYes("\x15\x03\x01\0\x02\x02\x46") },
  { code: "sign-in-method", what: "one with a method of its own", peer: plainly(ASK_UNKNOWN_SASL) },
  { code: "server-not-genuine", what: "one that cannot prove itself", peer: plainly(ASK_SCRAM) },
  { code: "weak-sign-in", what: "one that wants the password in clear", peer: plainly(ASK_CLEAR) },
  { code: "broken-protocol", what: "one that breaks off in mid-sentence", peer: plainly(message("E", "SERROR")) },
];

function greeting(bytes: string): Peer {
  return (socket, _chunk, count) => count === 1 && socket.write(Buffer.from(bytes, "latin1"));
}

function thenCut(yes: string): Peer {
  return (socket, _chunk, count) => {
    if (count === 1) socket.write(yes);
    if (count === 2) socket.destroy();
  };
}

function saysYes(then: string): Peer {
  return (socket, _chunk, count) => {
    if (count === 1) socket.write("S");
    if (count === 2) socket.end(Buffer.from(then, "latin1"));
  };
}

/** A server that agrees to TLS with this certificate (`also`: what it sends along), and then says nothing. */
export function certified({ certificate, key }: TestCertificate, also = ""): Peer {
  const secureContext = createSecureContext({ cert: certificate + also, key });
  return (socket, _chunk, count) => {
    if (count !== 1) return;
    socket.removeAllListeners("data");
    socket.write("S");
    new TLSSocket(socket, { isServer: true, secureContext }).on("error", () => undefined);
  };
}

/** The certificate with one bit of its signature turned. */
export function forged({ certificate, key }: TestCertificate): TestCertificate {
  const body = Buffer.from(certificate.replace(/-----[^-]+-----|\s/g, ""), "base64");
  body.writeUInt8((body.at(-1) ?? 0) ^ 1, body.length - 1);
  const lines = body.toString("base64").replace(/(.{64})/g, "$1\n");
  return { certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, key };
}
