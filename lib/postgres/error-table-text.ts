import type { ErrorRow } from "./error-table.ts";

/** Errors that carry no code at all, by the driver's own words (pg 8.23). */
export const TEXT_ERRORS: readonly ErrorRow[] = [
  {
    code: "timeout",
    when: { text: /^timeout expired$|query read timeout/i },
    message: "Your database did not answer in time.",
    hint: "Most often its firewall does not let this app in yet. Add {our address} at your host, then check again. Lucien's own addresses must be let in, too.",
    detail: "The connection attempt ran out of time.",
    field: "host",
  },
  {
    code: "hung-up",
    when: { text: /connection terminated|connection error and is not queryable|client was closed/i },
    message: "The server hung up.",
    hint: "Usually an allow-list at your host, or a wrong port. Check both, then try again.",
    detail: "The connection ended before an answer came.",
  },
  {
    code: "no-encryption",
    when: { text: /server does not support SSL connections/i },
    message: "This database does not encrypt, so we sent no password.",
    hint: "Turn on TLS on the server, or say that the line may stay unencrypted.",
    detail: "SSLRequest answered N.",
    field: "tls",
  },
  {
    code: "not-postgres-mysql",
    when: { text: /received invalid response: 4a|invalid response: "?J/i },
    message: "That looks like a MySQL database, not Postgres.",
    hint: "Check the address and the port. Most Postgres servers use 5432.",
    detail: "The first byte is that of a MySQL greeting.",
    field: "port",
  },
  {
    code: "not-postgres",
    when: {
      text: /error establishing an SSL connection|received invalid response|unexpected message|Unknown message code|Unknown authenticationOk/i,
    },
    message: "Something answered, but it is not a Postgres database.",
    hint: "Check the address and the port. Most Postgres servers use 5432.",
    detail: "What came is not the Postgres protocol.",
    field: "port",
  },
  {
    code: "password-missing",
    when: { text: /client password must be a/i },
    message: "The password is missing.",
    hint: "Type it in. In a pasted string, a #, / or ? in the password may have cut it.",
    detail: "The server asked for SCRAM and there is no password.",
    field: "password",
  },
  {
    code: "server-not-genuine",
    when: { text: /server signature (does not match|is missing)|server nonce/i },
    message: "The server could not prove that it knows your password's fingerprint, so we hung up.",
    hint: "Somebody may be in between. Check the address, and use a certificate.",
    detail: "SCRAM: the server's signature or nonce is wrong.",
    field: "host",
  },
  {
    code: "sign-in-method",
    when: { text: /^SASL: |Only mechanism\(s\)/i },
    message: "The server asks for a way of signing in that we do not speak.",
    hint: "Let the server use scram-sha-256 for this login.",
    detail: "No common SASL mechanism, or more SCRAM iterations than we accept.",
  },
  {
    code: "url-unreadable",
    when: { text: /invalid url|URI malformed/i },
    message: "We cannot read this connection string.",
    hint: "A symbol such as # / or ? in the password may need care. Type the parts separately.",
    detail: "ERR_INVALID_URL.",
    field: "paste",
  },
];
