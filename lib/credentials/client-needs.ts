import type { UrlParts } from "./url.ts";

/** What a client needs beside the URL, where it does not take it as it is. */
export type ClientNeed = {
  clients: readonly ClientName[];
  says: string;
  /** One of them is enough. */
  ways: readonly Way[];
};

export type ClientName = "psql" | "psycopg2" | "node pg" | "postgres.js" | "JDBC";

/** A variable in the client's environment (`FILE` stands for a path), or what is put at the URL's end, for it alone. */
export type Way = { says: string } & ({ variable: string; value: string } | { append: string });

/** Which clients take the URL as it is, and what the others need first. Held true by cli/url-clients.pg.test.ts. */
export type ClientNeeds = { asItIs: readonly ClientName[]; checks: string; needs: readonly ClientNeed[] };

/** Where Amazon keeps the authorities of RDS. */
const AMAZON_FILE = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";

/** For the URL with this sslmode to this host. Browser-safe. */
export function clientNeeds({ sslmode, host }: Pick<UrlParts, "sslmode" | "host">): ClientNeeds {
  if (sslmode === "disable") return { asItIs: ALL, checks: "They do not encrypt.", needs: [] };
  if (sslmode === "require") {
    const asItIs = ALL.filter((name) => name !== "node pg");
    return { asItIs, checks: "They encrypt, and do not check who answers.", needs: [nodePg(host)] };
  }
  return { asItIs: ["node pg", "postgres.js"], checks: "They encrypt, and check who answers.", needs: [LIBPQ, JDBC] };
}

const ALL: readonly ClientName[] = ["psql", "psycopg2", "node pg", "postgres.js", "JDBC"];

function nodePg(host: string): ClientNeed {
  const file = host.endsWith(".rds.amazonaws.com") ? `Amazon's file (${AMAZON_FILE})` : "the certificate of your host";
  return {
    clients: ["node pg"],
    says: "It checks who answers also where the URL says sslmode=require.",
    ways: [
      { says: `Where Node starts, name a file with ${file}.`, variable: "NODE_EXTRA_CA_CERTS", value: "FILE" },
      {
        says: "Or add this to the URL, for node pg alone: then it encrypts as the others do, and checks nobody.",
        append: "&uselibpqcompat=true",
      },
    ],
  };
}

const LIBPQ: ClientNeed = {
  clients: ["psql", "psycopg2"],
  says: "They check who answers only with a list of authorities.",
  ways: [
    { says: "With libpq 16 and newer, the machine's own list.", variable: "PGSSLROOTCERT", value: "system" },
    {
      says: "Before that, the file of that list, such as /etc/ssl/certs/ca-certificates.crt.",
      variable: "PGSSLROOTCERT",
      value: "FILE",
    },
  ],
};

const JDBC: ClientNeed = {
  clients: ["JDBC"],
  says: "It looks for a file of authorities of its own, and can take Java's instead.",
  ways: [{ says: "Add this to the URL.", append: "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" }],
};

/** A way as it is written: a line of a shell, or the end of a URL. */
export function writtenWay(way: Way): string {
  return "append" in way ? way.append : `${way.variable}=${way.value}`;
}
