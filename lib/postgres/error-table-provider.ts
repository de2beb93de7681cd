import type { ErrorRow } from "./error-table.ts";

const ENCRYPT = "This database insists on encryption.";
const ALLOW_LIST = "The database's allow-list does not include the address of this app.";

/** What poolers and proxies of providers write into the message, whatever its SQLSTATE. */
export const PROVIDER_ERRORS: readonly ErrorRow[] = [
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
    hint: "Add {our address} where your host lists who may connect. Add Lucien's own addresses there, too.",
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
