import type { ErrorField } from "../errors.ts";

/**
 * What can go wrong between a pasted address and a working session, in words: the first row that matches tells. Order:
 * text of a provider, Node's code, SQLSTATE (with text before without), text alone. `{host}`, `{user}`, `{database}` and
 * `{port}` are filled in; nothing of the raw error ever is. Texts of Postgres are matched in English; with another
 * lc_messages the row of the bare SQLSTATE holds.
 */
export type ErrorRow = {
  /** The error's code without its family: stable, support and scripts quote it. */
  code: string;
  when: { node?: readonly string[]; sqlstate?: readonly string[]; text?: RegExp; source?: "provider"; ipv6?: true };
  message: string;
  hint: string;
  detail: string;
  field?: ErrorField;
};

const ENCRYPT = "This database insists on encryption.";
const ALLOW_LIST = "The database's allow-list does not include the address of this app.";

const PROVIDER_TEXT: readonly ErrorRow[] = [
  {
    code: "supabase-unknown-tenant",
    when: { source: "provider", text: /\(ENOTFOUND\) tenant\/user|tenant or user not found/i },
    message: "Supabase does not know this address and login together. The password is probably fine.",
    hint: "Copy the whole string again from Connect in Supabase.",
    detail:
      "Supavisor: the login must be role.projectref, the cluster number in the host must match, the project must not be paused.",
    field: "user",
  },
  {
    code: "supabase-no-project",
    when: { source: "provider", text: /\(ENOIDENTIFIER\)/ },
    message: "The Supabase login needs your project code after a dot.",
    hint: "Write it as postgres.yourprojectcode, or copy the whole string again.",
    detail: "Supavisor (ENOIDENTIFIER): neither SNI nor the login names the project.",
    field: "user",
  },
  {
    code: "supabase-circuit-open",
    when: { source: "provider", text: /\(ECIRCUITBREAKER\)/ },
    message: "Too many failed tries. Supabase has paused sign-ins for about two minutes.",
    hint: "Wait two minutes, check the password, then try once.",
    detail: "Supavisor (ECIRCUITBREAKER): ten failed sign-ins block for 120 s.",
  },
  {
    code: "address-not-allowed",
    when: { source: "provider", text: /\(EADDRNOTALLOWED\)|not in tenant allow_list|this ip address .* not allowed/i },
    message: ALLOW_LIST,
    hint: "Add the address of this app where your host lists who may connect.",
    detail: "The provider's proxy refused the client address.",
  },
  {
    code: "too-many-connections",
    when: { source: "provider", text: /\(EMAXCONN\w*\)|max clients reached/i },
    message: "The database is full right now.",
    hint: "Try again in a minute.",
    detail: "The pooler's limit of client connections is reached.",
  },
  {
    code: "encryption-required",
    when: { source: "provider", text: /\(ESSLREQUIRED\)|connection is insecure|SSL\/TLS required/i },
    message: ENCRYPT,
    hint: "Turn encryption on and check again.",
    detail: "The provider accepts TLS sessions only.",
    field: "tls",
  },
  {
    code: "neon-endpoint-missing",
    when: { source: "provider", text: /endpoint id is not specified/i },
    message: "Use the Neon host name, not a number address.",
    hint: "Copy the whole string again from Connect in Neon.",
    detail: "Neon finds the endpoint by SNI; there is none with an IP address.",
    field: "host",
  },
  {
    code: "quota-exceeded",
    when: { source: "provider", text: /exceeded the .*quota/i },
    message: "Your host has paused this database, because its plan limit is used up.",
    hint: "Raise the limit or wait for the next period at your host.",
    detail: "The provider reports an exceeded quota.",
  },
  {
    code: "plaintext-password-needed",
    when: {
      source: "provider",
      text: /password type is not a plain text|only supports being given plaintext passwords|received http code \d+ from control plane/i,
    },
    message: "Your host wants the password itself, not its fingerprint.",
    hint: "We can make the password on the server and hand it over sealed.",
    detail: "A SCRAM verifier was refused (Neon's DDL hook at COMMIT, or credcheck).",
    field: "role",
  },
  {
    code: "proxy-password-rejected",
    when: { source: "provider", text: /the password that was provided for the role .* is wrong/i },
    message: "The login's name or password is not right.",
    hint: "Copy both again. Check the secret that the proxy uses.",
    detail: "RDS Proxy refused the password.",
    field: "password",
  },
  {
    code: "compute-unreachable",
    when: { source: "provider", text: /couldn't connect to compute node/i },
    message: "Your host could not wake the database.",
    hint: "Try again in a minute.",
    detail: "Neon's proxy did not reach the compute node.",
  },
];

const NODE_CODES: readonly ErrorRow[] = [
  {
    code: "host-unknown",
    when: { node: ["ENOTFOUND", "EAI_NONAME", "EAI_NODATA"] },
    message: "This name leads nowhere: {host}.",
    hint: "Copy it again from your host's page. A private name works only inside your host's network.",
    detail: "DNS has no A or AAAA record for it (ENOTFOUND).",
    field: "host",
  },
  {
    code: "name-lookup-failed",
    when: { node: ["EAI_AGAIN", "EAI_FAIL"] },
    message: "Looking up the server's address did not work for a moment.",
    hint: "Try again.",
    detail: "The resolver of this app's machine failed (EAI_AGAIN).",
    field: "host",
  },
  {
    code: "ipv6-only",
    when: { node: ["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"], ipv6: true },
    message: "This address works over IPv6 only, which we cannot reach from here.",
    hint: "Use an address that also has IPv4. In Supabase that is the Session pooler.",
    detail: "Only AAAA records, and no IPv6 route (ENETUNREACH).",
    field: "host",
  },
  {
    code: "no-route",
    when: { node: ["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EHOSTDOWN", "ENETDOWN"] },
    message: "There is no network path from here to your database.",
    hint: "Open public access at your host, or run this app inside the same network.",
    detail: "No route to the address (EHOSTUNREACH).",
    field: "host",
  },
  {
    code: "port-closed",
    when: { node: ["ECONNREFUSED"] },
    message: "The server is there, but nothing listens on port {port}.",
    hint: "Check the port. Most Postgres servers use 5432.",
    detail: "ECONNREFUSED: the port is closed, listen_addresses leaves this address out, or the server is stopped.",
    field: "port",
  },
  {
    code: "socket-missing",
    when: { node: ["ENOENT", "ENOTDIR"] },
    message: "There is no Postgres server at this path on this machine.",
    hint: "Check unix_socket_directories, or use a host name.",
    detail: "The socket file does not exist (ENOENT).",
    field: "host",
  },
  {
    code: "timeout",
    when: { node: ["ETIMEDOUT"] },
    message: "Your database did not answer in time.",
    hint: "Most often its firewall does not let this app in yet. Add our address at your host, then check again.",
    detail: "ETIMEDOUT: security group, authorized networks, a private address, or a database that sleeps.",
    field: "host",
  },
  {
    code: "tls-cut",
    when: { text: /client network socket disconnected before secure TLS|closed during the TLS handshake/i },
    message: "The encrypted line was cut half-way.",
    hint: "Copy the host name again. If it is right, try once more.",
    detail: "The peer closed during the TLS handshake: wrong SNI, a proxy, or no common TLS version.",
    field: "tls",
  },
  {
    code: "hung-up",
    when: { node: ["ECONNRESET", "EPIPE", "ECONNABORTED", "ERR_STREAM_DESTROYED", "ERR_STREAM_PREMATURE_CLOSE"] },
    message: "The server hung up.",
    hint: "Usually an allow-list at your host, or a wrong port. Check both, then try again.",
    detail: "The peer closed the connection (ECONNRESET).",
  },
  {
    code: "port",
    when: { node: ["ERR_SOCKET_BAD_PORT"] },
    message: "That port is not valid. Ports go from 1 to 65535.",
    hint: "Most Postgres servers use 5432.",
    detail: "ERR_SOCKET_BAD_PORT.",
    field: "port",
  },
  {
    code: "certificate-issuer",
    when: { node: ["SELF_SIGNED_CERT_IN_CHAIN"] },
    message: "Your host uses its own certificate, so we cannot confirm yet that this is really your database.",
    hint: "Download the certificate from your host and add it here.",
    detail: "SELF_SIGNED_CERT_IN_CHAIN: a private CA. Give its certificate (PEM).",
    field: "ca",
  },
  {
    code: "certificate-self-signed",
    when: { node: ["DEPTH_ZERO_SELF_SIGNED_CERT"] },
    message: "The database vouches only for itself. We can encrypt, but not confirm who answers.",
    hint: "Add this very certificate here, or say that encryption alone is enough.",
    detail: "DEPTH_ZERO_SELF_SIGNED_CERT: give the server's certificate as CA (verify-ca), or use require.",
    field: "ca",
  },
  {
    code: "certificate-incomplete",
    when: {
      node: ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_GET_ISSUER_CERT"],
    },
    message: "The certificate's issuer is not one we know.",
    hint: "Download the certificate from your host and add it here.",
    detail: "The server sends its leaf only, or the issuer is unknown (UNABLE_TO_VERIFY_LEAF_SIGNATURE).",
    field: "ca",
  },
  {
    code: "certificate-expired",
    when: { node: ["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID"] },
    message: "The database's certificate has run out.",
    hint: "Whoever runs the database must renew it.",
    detail: "CERT_HAS_EXPIRED, or this machine's clock is wrong.",
    field: "tls",
  },
  {
    code: "certificate-name",
    when: { node: ["ERR_TLS_CERT_ALTNAME_INVALID"] },
    message: "The certificate is for another name than the address you gave.",
    hint: "Connect by the name that stands in the certificate. With Cloud SQL, add its certificate and choose to check the issuer only.",
    detail: "ERR_TLS_CERT_ALTNAME_INVALID: {host} is not among the certificate's names.",
    field: "host",
  },
  {
    code: "certificate-untrusted",
    when: {
      node: [
        "CERT_UNTRUSTED",
        "CERT_REJECTED",
        "CERT_REVOKED",
        "CERT_SIGNATURE_FAILURE",
        "CERT_CHAIN_TOO_LONG",
        "INVALID_CA",
        "INVALID_PURPOSE",
        "PATH_LENGTH_EXCEEDED",
      ],
    },
    message: "The database's certificate does not hold up.",
    hint: "Add your host's certificate here, or ask whoever runs the database.",
    detail: "OpenSSL refused the certificate chain.",
    field: "ca",
  },
  {
    code: "ca-unreadable",
    when: { text: /PEM routines|no start line|bad base64|ERR_OSSL_PEM|asn1 encoding routines/i },
    message: "We cannot read the certificate you added.",
    hint: "It starts with -----BEGIN CERTIFICATE-----. Copy the whole file.",
    detail: "OpenSSL could not parse the PEM text.",
    field: "ca",
  },
  {
    code: "tls-failed",
    when: { text: /^E?PROTO\b|ERR_SSL_|SSL routines|tlsv1|handshake failure/i },
    message: "The server and we found no common way to encrypt.",
    hint: "Whoever runs the database must offer TLS 1.2 or newer.",
    detail: "The TLS handshake failed.",
    field: "tls",
  },
];

export const TABLE_BEFORE_SQLSTATE: readonly ErrorRow[] = [...PROVIDER_TEXT, ...NODE_CODES];
