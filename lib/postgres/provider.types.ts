/** What we know of one host of databases. A hint for words and defaults; what may be done is always probed. */
export type Provider = {
  id: string;
  name: string;
  /** Host names of its servers. */
  hosts: readonly RegExp[];
  /** Roles that only its servers have: they tell it behind another host name, too. */
  roles: readonly string[];
  /** Schemas that it fills for itself: not offered for sharing by default. */
  schemas: readonly string[];
  /** Databases of its own that let nobody in: not tried. */
  databases: readonly string[];
  /** Role names that it keeps for itself. */
  reservedRoles: RegExp | null;
  /** Does CREATE ROLE … PASSWORD take a SCRAM verifier? `unknown`: tried, and told when refused. */
  verifiers: "accepted" | "refused" | "unknown";
  /** false: logins are made in its console or API only. */
  rolesBySql: boolean;
  pooler: Pooler | null;
  /** What the login that it hands out may do, and what not. */
  admin: string;
  findUrl: string;
  allowAddress: string;
  certificate: Certificate;
};

export type Pooler = {
  /** Hosts that are a pooler whatever the port; null: the same host on other ports. */
  host: RegExp | null;
  /** Ports on which one server session is shared statement by statement. Empty: every port of `host`. */
  transactionPorts: readonly number[];
  /** The login's name there: `role`, or `role.<project>` with the suffix of the admin's own. */
  login: "same" | "with-project";
  /** How to get from the pooled address to one for long visits. */
  direct: string;
  /** The direct host, where it follows from the pooled one by this rule. */
  directHost: { from: RegExp; to: string } | null;
  /** The direct port on the same host, where that is all there is to it. */
  directPort: number | null;
};

/** `public`: verify-full works by itself. `own`: the customer adds the provider's certificate first. */
export type Certificate = { issuer: "public" | "own" | "self-signed" | "unknown"; where: string };
