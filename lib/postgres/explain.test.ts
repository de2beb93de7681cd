import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { AppError } from "../errors.ts";
import { ERROR_TABLE } from "./error-table.ts";
import { explainError, toQueryError } from "./explain.ts";

const CONTEXT = { host: "db.example.com", port: 5433, user: "app", database: "shop" };

function node(code: string, more: object = {}): Error {
  return Object.assign(new Error("raw text CANARY"), { code, ...more });
}
function server(code: string, message = "raw text CANARY", more: object = {}): Error {
  return Object.assign(new Error(message), { code, severity: "FATAL", detail: "CANARY", hint: "CANARY", ...more });
}
function text(message: string): Error {
  return new Error(message);
}

/** Design: one line for each signal that was seen in the wild, with the code it must have. */
const CASES: readonly (readonly [string, unknown, string])[] = [
  ["ENOTFOUND", node("ENOTFOUND"), "host-unknown"],
  ["EAI_AGAIN", node("EAI_AGAIN"), "name-lookup-failed"],
  ["ENETUNREACH over IPv6", node("ENETUNREACH", { address: "2a05::1" }), "ipv6-only"],
  ["EHOSTUNREACH over IPv4", node("EHOSTUNREACH", { address: "10.0.0.1" }), "no-route"],
  ["ECONNREFUSED", node("ECONNREFUSED"), "port-closed"],
  ["no socket file", node("ENOENT"), "socket-missing"],
  ["ETIMEDOUT", node("ETIMEDOUT"), "timeout"],
  ["timeout expired", text("timeout expired"), "timeout"],
  ["ECONNRESET", node("ECONNRESET"), "hung-up"],
  ["terminated", text("Connection terminated unexpectedly"), "hung-up"],
  ["not queryable", text("Client has encountered a connection error and is not queryable"), "hung-up"],
  [
    "TLS cut",
    Object.assign(text("Client network socket disconnected before secure TLS connection was established"), {
      code: "ECONNRESET",
    }),
    "tls-cut",
  ],
  ["bad port", node("ERR_SOCKET_BAD_PORT"), "port"],
  ["no TLS", text("The server does not support SSL connections"), "no-encryption"],
  ["not Postgres", text("There was an error establishing an SSL connection"), "not-postgres"],
  ["MySQL", text("received invalid response: 4a"), "not-postgres-mysql"],
  ["own CA", node("SELF_SIGNED_CERT_IN_CHAIN"), "certificate-issuer"],
  ["self-signed", node("DEPTH_ZERO_SELF_SIGNED_CERT"), "certificate-self-signed"],
  ["leaf only", node("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "certificate-incomplete"],
  ["no issuer", node("UNABLE_TO_GET_ISSUER_CERT_LOCALLY"), "certificate-incomplete"],
  ["expired", node("CERT_HAS_EXPIRED"), "certificate-expired"],
  ["other name", node("ERR_TLS_CERT_ALTNAME_INVALID"), "certificate-name"],
  ["untrusted", node("CERT_UNTRUSTED"), "certificate-untrusted"],
  ["bad PEM", node("ERR_OSSL_PEM_NO_START_LINE"), "ca-unreadable"],
  ["no common TLS", node("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"), "tls-failed"],
  ["EPROTO", node("EPROTO"), "tls-failed"],
  ["28P01", server("28P01"), "password-rejected"],
  [
    "no password",
    text("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string"),
    "password-missing",
  ],
  ["forged server", text("SASL: SCRAM-SERVER-FINAL-MESSAGE: server signature does not match"), "server-not-genuine"],
  ["SASL other", text("SASL: Only mechanism(s) SCRAM-SHA-256 are supported"), "sign-in-method"],
  [
    "RDS wants TLS",
    server("28000", 'no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", no encryption'),
    "encryption-required",
  ],
  [
    "older: SSL off",
    server("28000", 'no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", SSL off'),
    "encryption-required",
  ],
  [
    "Azure firewall",
    server("28000", 'no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", SSL encryption'),
    "address-not-allowed",
  ],
  ["pg_hba rejects", server("28000", 'pg_hba.conf rejects connection for host "1.2.3.4"'), "address-not-allowed"],
  ["Render wants TLS", server("28000", "SSL/TLS required"), "encryption-required"],
  [
    "no client certificate",
    server("28000", "connection requires a valid client certificate"),
    "client-certificate-required",
  ],
  ["NOLOGIN", server("28000", 'role "r" is not permitted to log in'), "login-not-allowed"],
  ["28000 in another language", server("28000", "kein Eintrag"), "login-refused"],
  ["3D000", server("3D000"), "database-unknown"],
  ["no CONNECT", server("42501", 'permission denied for database "shop"'), "database-not-allowed"],
  ["no CREATEROLE", server("42501", "permission denied to create role"), "cannot-create-roles"],
  ["superuser only", server("42501", "must be superuser to create bypassrls users"), "cannot-create-roles"],
  ["not owner", server("42501", "must be owner of table t"), "not-owner"],
  ["not member", server("42501", 'must be member of role "x"'), "not-owner"],
  ["row security", server("42501", 'query would be affected by row-level security policy for table "t"'), "row-rules"],
  ["denied", server("42501", "permission denied for table t"), "denied"],
  ["an event trigger", server("P0001", "CANARY"), "forbidden-here"],
  ["01007", server("01007"), "nothing-granted"],
  ["42710", server("42710"), "role-exists"],
  ["42P04", server("42P04"), "database-exists"],
  ["passwordcheck", server("22023", "password must not contain user name"), "password-rule"],
  ["credcheck", server("0A000", "password type is not a plain text"), "plaintext-password-needed"],
  ["Neon at COMMIT", server("XX000", "Received HTTP code 400 from control plane: …"), "plaintext-password-needed"],
  ["53300", server("53300"), "too-many-connections"],
  ["Supavisor full", server("XX000", "(EMAXCONNSESSION) max clients reached in session mode"), "too-many-connections"],
  ["disk full", server("53100"), "out-of-resources"],
  ["57P03", server("57P03"), "starting-up"],
  ["57P01", server("57P01"), "restarted"],
  ["57P04", server("57P04"), "database-dropped"],
  ["datallowconn", server("55000", 'database "x" is not currently accepting connections'), "database-closed"],
  ["25006", server("25006"), "read-only-copy"],
  ["PgBouncer sign-in", server("08P01", "SASL authentication failed"), "pooler-rejected"],
  ["PgBouncer database", server("08P01", "no such database: x"), "pooler-rejected"],
  ["PgBouncer parameter", server("08P01", "unsupported startup parameter: options"), "pooler-setting"],
  [
    "PgBouncer backend",
    server("08P01", "server login has been failing, try again later (server_login_retry)"),
    "pooler-backend-down",
  ],
  ["0A000", server("0A000"), "not-supported"],
  ["42601", server("42601"), "unknown-dialect"],
  ["55P03", server("55P03"), "in-the-way"],
  ["40P01", server("40P01"), "in-the-way"],
  ["57014", server("57014"), "too-slow"],
  ["40001", server("40001"), "moved"],
  ["2BP01", server("2BP01"), "depended-on"],
  ["25P02", server("25P02"), "failed-transaction"],
  ["race", server("XX000", "tuple concurrently updated", { routine: "simple_heap_update" }), "concurrently-changed"],
  ["class 08", server("08006"), "line-broken"],
  ["Supabase tenant", server("XX000", "Tenant or user not found"), "supabase-unknown-tenant"],
  [
    "Supabase tenant, new text",
    server("XX000", "(ENOTFOUND) tenant/user postgres.x not found"),
    "supabase-unknown-tenant",
  ],
  ["Supabase project", server("XX000", "(ENOIDENTIFIER) no tenant identifier provided"), "supabase-no-project"],
  ["Supabase breaker", server("XX000", "(ECIRCUITBREAKER) too many authentication failures"), "supabase-circuit-open"],
  ["Supabase allow-list", server("XX000", "(EADDRNOTALLOWED) address not in tenant allow_list"), "address-not-allowed"],
  [
    "Neon allow-list",
    server("XX000", "This IP address 1.2.3.4 is not allowed to connect to this endpoint."),
    "address-not-allowed",
  ],
  ["Supabase TLS", server("XX000", "(ESSLREQUIRED) SSL required"), "encryption-required"],
  ["Neon TLS", server("28000", "connection is insecure (try using `sslmode=require`)"), "encryption-required"],
  ["Neon SNI", server("XX000", "Endpoint ID is not specified."), "neon-endpoint-missing"],
  ["Neon quota", server("XX000", "Your account or project has exceeded the compute time quota."), "quota-exceeded"],
  ["Neon compute", server("XX000", "Couldn't connect to compute node"), "compute-unreachable"],
  [
    "RDS Proxy",
    server("28000", "The password that was provided for the role app is wrong."),
    "proxy-password-rejected",
  ],
  ["unasked", text("Received unexpected commandComplete message from backend."), "broken-protocol"],
  ["URL", text("Invalid URL"), "url-unreadable"],
  ["anything else", node("ESOMETHING"), "unexpected"],
  ["no error at all", undefined, "unexpected"],
  ["a string", "CANARY", "unexpected"],
];

for (const [name, error, code] of CASES) {
  test(`${name} is told as connect.${code}, and nothing of the raw text passes`, () => {
    const told = explainError(error, CONTEXT);
    assert.equal(told.code, `connect.${code}`);
    assert.match(told.message, /[.]$/);
    assert.notEqual(told.hint, "");
    assert.doesNotMatch(inspect(told, { depth: 9, showHidden: true }) + JSON.stringify(told), /CANARY|raw text/);
    assert.doesNotMatch(told.message + told.hint, /[{}!]|\b(just|simply|easy|oops|please)\b/i);
  });
}

test("every row of the table has a case", () => {
  const told = new Set(CASES.map(([, , code]) => code));
  const rows = ERROR_TABLE.map((row) => row.code);
  assert.deepEqual(
    rows.filter((code) => !told.has(code)),
    [],
  );
});

test("of several addresses' errors the one that says most is told", () => {
  const both = new AggregateError([node("ENETUNREACH", { address: "::2" }), node("ETIMEDOUT", { address: "1.2.3.4" })]);
  assert.equal(explainError(both, CONTEXT).code, "connect.timeout");
  const refused = new AggregateError([node("ETIMEDOUT"), node("ECONNREFUSED")]);
  assert.equal(explainError(refused, CONTEXT).code, "connect.port-closed");
  assert.equal(explainError(new AggregateError([]), CONTEXT).code, "connect.unexpected");
});

test("a name that looks like another error's text does not mislead", () => {
  const tricky = server("42501", 'permission denied for table "connection is insecure"');
  assert.equal(explainError(tricky, CONTEXT).code, "connect.denied");
  const missing = server("3D000", 'database "Tenant or user not found" does not exist');
  assert.equal(explainError(missing, CONTEXT).code, "connect.database-unknown");
});

test("host, port, login and database are named; $-signs in them are left alone", () => {
  assert.match(explainError(node("ECONNREFUSED"), CONTEXT).message, /port 5433/);
  assert.match(explainError(server("3D000"), { host: "h", database: "a$&b" }).message, /called a\$&b on/);
});

test("the detail carries SQLSTATE, condition, routine and Node's code", () => {
  const told = explainError(server("42501", "permission denied to create role", { routine: "CreateRole" }), CONTEXT);
  assert.match(told.detail ?? "", /\[SQLSTATE 42501 insufficient_privilege, CreateRole\]$/);
  assert.equal(told.sqlstate, "42501");
  assert.equal(told.field, "user");
});

test("the address to be let in is named when the server or the settings know it, and nothing else of the text", () => {
  const hint = (error: unknown, ourAddress: string | null = null) =>
    explainError(error, { ...CONTEXT, ourAddress }).hint;
  const refused = 'no pg_hba.conf entry for host "203.0.113.7", user "CANARY", database "d", SSL encryption';
  assert.match(hint(server("28000", refused)), /^Add our address, 203\.0\.113\.7, where/);
  assert.match(hint(server("28000", refused.replace("203.0.113.7", "evil.example"))), /^Add our address where/);
  assert.match(hint(node("ETIMEDOUT"), "198.51.100.9"), /Add our address, 198\.51\.100\.9, at your host/);
  assert.match(hint(node("ETIMEDOUT")), /Lucien's own addresses/);
});

test("an AppError comes back as it is", () => {
  const error = new AppError("refused.engine", "This is not Postgres.");
  assert.equal(explainError(error, CONTEXT), error);
});

test("a QueryError is told again in the family of the stage, and keeps what is decided by", () => {
  const query = toQueryError(server("XX000", "tuple concurrently updated", { routine: "heap_update" }), 7);
  const told = explainError(query, { ...CONTEXT, family: "change" });
  assert.equal(told.code, "change.concurrently-changed");
  assert.equal((told as typeof query).statementIndex, 7);
  assert.equal((told as typeof query).routine, "heap_update");
  assert.equal((told as typeof query).serverMessage, "tuple concurrently updated");
});

test("a QueryError's server message is evidence and does not cross the border by itself", () => {
  const query = toQueryError(server("42501", 'permission denied for table "CANARY"'), 0);
  assert.doesNotMatch(JSON.stringify(query), /CANARY/);
  assert.equal(query.serverMessage, 'permission denied for table "CANARY"');
});
