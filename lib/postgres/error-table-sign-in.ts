import type { ErrorRow } from "./error-table.ts";

/** Refusals while signing in, by SQLSTATE: rows with text before those without. */
export const SIGN_IN_ERRORS: readonly ErrorRow[] = [
  {
    code: "password-rejected",
    when: { sqlstate: ["28P01"] },
    message: "The login's name or password is not right.",
    hint: "Copy both again from your host's page. Look for a space at the end.",
    detail: "28P01 is also the answer for a role that does not exist, has no password, or whose VALID UNTIL is over.",
    field: "password",
  },
  {
    code: "client-certificate-required",
    when: { sqlstate: ["28000"], text: /requires a valid client certificate|certificate authentication failed/i },
    message: "This database wants to see a certificate of ours.",
    hint: "Add the client certificate and its key under Encryption and certificate. Lucien needs one, too.",
    detail: "pg_hba.conf has clientcert=verify-ca, verify-full, or the method cert.",
    field: "client-certificate",
  },
  {
    code: "encryption-required",
    when: { sqlstate: ["28000"], text: /no pg_hba\.conf entry.*(no encryption|SSL off)|SSL\/TLS required/i },
    message: "This database insists on encryption.",
    hint: "Turn encryption on and check again.",
    detail: "pg_hba.conf has entries for hostssl only (rds.force_ssl and the like).",
    field: "tls",
  },
  {
    code: "address-not-allowed",
    when: { sqlstate: ["28000"], text: /no pg_hba\.conf entry|pg_hba\.conf rejects/i },
    message: "The database's allow-list does not include the address of this app, or this login.",
    hint: "Add {our address} where your host lists who may connect. Add Lucien's own addresses there, too.",
    detail: "No line of pg_hba.conf lets this role in from this address over TLS (on Azure: the firewall).",
  },
  {
    code: "login-not-allowed",
    when: { sqlstate: ["28000"], text: /is not permitted to log in/i },
    message: "That login exists, but it may not sign in.",
    hint: "Use another login, or let its owner switch it on.",
    detail: "The role is NOLOGIN.",
    field: "user",
  },
  {
    code: "login-refused",
    when: { sqlstate: ["28000"] },
    message: "The database does not let this login in.",
    hint: "Check the login's name. If it is right, ask whoever runs the database.",
    detail: "invalid_authorization_specification: unknown role, NOLOGIN, or pg_hba.conf.",
    field: "user",
  },
  {
    code: "database-unknown",
    when: { sqlstate: ["3D000"] },
    message: "There is no database called {database} on this server.",
    hint: "Copy the database's name again. It is often not the same as the login's.",
    detail: "3D000 invalid_catalog_name.",
    field: "database",
  },
  {
    code: "database-not-allowed",
    when: { sqlstate: ["42501"], text: /permission denied for database/i },
    message: "That login may not open this database.",
    hint: "Check the database's name, or use the login that owns it.",
    detail: "No CONNECT on database {database}.",
    field: "database",
  },
];
