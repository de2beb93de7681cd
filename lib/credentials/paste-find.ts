/** `postgres://` and its kin, as drivers and frameworks write it; `jdbc:` and `r2dbc:` may stand in front. */
const POSTGRES_URL =
  /(?:(?:jdbc|r2dbc(?::pool)?):)?(?:postgres(?:ql)?|postgis|pgsql|psql|pgx5?|ecto|timescale(?:db)?|postgresql_psycopg2)(?:\+[a-z0-9_]+)?:\/\//i;

export const OTHER_URL =
  /\b(mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|mssql|sqlserver|oracle|clickhouse|snowflake|sqlite|prisma(?:\+postgres)?|cockroachdb):(?=\/\/|thin|@)/i;

/** Names whose URL goes past the pooler. */
const DIRECT = /^\W*(?:export\s+)?\w*(?:DIRECT|UNPOOLED|NON_?POOLING)\w*['"]?\s*[=:]/i;

/** Names of other servers' URLs that also speak Postgres: the copies. */
const COPY = /^\W*(?:export\s+)?\w*(?:REPLICA|READ_?ONLY|SHADOW|TEST)\w*['"]?\s*[=:]/i;

/** Addresses that only the host's own network knows: a name without a dot, or of its inner domain. */
const INSIDE = /:\/\/[^\s"']*@(?!localhost\b)(?:[\w-]+|[\w.-]+\.(?:internal|flycast|local))(?::\d+)?(?:[/?"'\s]|$)/i;

/** Without byte-order marks, invisible spaces, code fences, comments and the white space around. */
export function tidy(pasted: string): string {
  return pasted
    .replace(/[\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\r\n?/g, "\n")
    .replace(/^\s*```\w*\n|\n?```\s*$/g, "")
    .replace(/\\\//g, "/")
    .replace(/&amp;/g, "&")
    .replace(/^[ \t]*(?:#|\/\/|--)(?![^\n]*:\/\/).*\n/gm, "")
    .replace(/^[ \t]*#(?=[^\n]*:\/\/[^\n]*\n)[^\n]*\n(?=[\s\S]*:\/\/)/gm, "")
    .trim();
}

/** What stands behind `postgresql://`, without quotes and line breaks; of several the one that goes past the pooler. */
export function findUrl(text: string): string | null {
  const lines = text.split("\n").filter((line) => POSTGRES_URL.test(line));
  if (lines.length === 0) return null;
  const originals = lines.filter((line) => !COPY.test(line));
  const own = originals.find((line) => !INSIDE.test(line)) ?? originals[0] ?? lines[0] ?? "";
  const direct = lines.find((line) => DIRECT.test(line)) ?? own;
  const line = lines.length === 1 && isWrapped(text) ? text.replace(/\s*\n\s*/g, "") : direct;
  const start = POSTGRES_URL.exec(line);
  if (start === null) return null;
  const quote = /["'`]$/.exec(line.slice(0, start.index))?.[0];
  const rest = line.slice(start.index + start[0].length);
  // The quote that ends it stands before white space or punctuation; one within stands in the password.
  const end = quote === undefined ? -1 : rest.search(new RegExp(`\\\\?${quote}(?:[\\s;,)}\\]<]|$)`));
  const whole = (end < 0 ? rest.replace(/["'`;,>]+$/, "") : rest.slice(0, end)).trim();
  // `<your password>` holds white space; else the first ends the URL.
  return /^[^\s<]*<[^<>\n]{0,20}pass[^<>\n]{0,20}>\S*/i.exec(whole)?.[0] ?? whole.replace(/(?:\s|<\/).*$/, "");
}

/** A terminal broke the URL: what follows its line is single words, and no line of its own such as `PORT=1`. */
function isWrapped(text: string): boolean {
  const [, ...more] = text.slice(text.search(POSTGRES_URL)).split("\n");
  return (
    more.length > 0 && more.every((line) => /^\s*\S+\s*$/.test(line) && !/^\s*["']?[\w.-]+["']?(?:=|:\s|:$)/.test(line))
  );
}

/** `host=…` or `Host=…;` inside quotes, as code and settings hold it; or null. */
export function findQuotedPairs(text: string): string | null {
  return (
    /(["'])((?:pgsql:)?(?:host|hostaddr|sslmode|server|hostname|data source|user|username|dbname|port)\s*=[^"\n]*)\1/i.exec(
      text,
    )?.[2] ?? null
  );
}

/** Without quotes and brackets around. */
export function unquoted(text: string): string {
  return text.replace(/^["'`<]+|["'`>;,]+$/g, "");
}
