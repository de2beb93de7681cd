/** What hosts, drivers, shells and frameworks call it, by libpq's keyword. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  host: ["host", "hostname", "server", "data source", "datasource", "address", "endpoint", "pghost", "--host", "-h"],
  port: ["port", "pgport", "--port", "-p"],
  dbname: ["dbname", "database", "db", "database name", "db name", "initial catalog", "pgdatabase", "--dbname", "-d"],
  user: [
    ...["user", "username", "user name", "user id", "userid", "uid", "role", "login", "pguser", "--username", "-u"],
    ...["master username", "admin username", "admin user"],
  ],
  password: ["password", "pass", "passwd", "pwd", "pgpassword"],
  sslmode: ["sslmode", "ssl mode", "pgsslmode"],
};

const KEYWORDS = new Map(Object.entries(NAMES).flatMap(([keyword, names]) => names.map((name) => [name, keyword])));

/** `DB_HOST`, `spring.datasource.username`, `POSTGRES_DB`: what it is about in front, the keyword at the end. */
const PREFIXED =
  /^(?<about>.*?)[_.\s-]?(?:db|database)?[_.\s-]?(?<keyword>hostname|host|endpoint|port|dbname|database|db|username|user|login|password|passwd|pass|pwd|sslmode)$/;
const PREFIXED_NAME = /^(?<about>.*?)[_.\s-]?(?:db|database|pg|postgres|postgresql)[_.\s-]?name$/;

export type Named = {
  keyword: string /** What stood in front of it: settings of one thing share it. */;
  about: string;
};

/** The keyword of a name as it stands, or null. */
export function keywordOf(name: string): string | null {
  return KEYWORDS.get(name.trim().toLowerCase()) ?? null;
}

/** Also with something in front: `DB_HOST` is a host, of `DB`. */
export function namedOf(name: string): Named | null {
  const text = name.trim().toLowerCase();
  const exact = KEYWORDS.get(text);
  if (exact !== undefined) return { keyword: exact, about: "" };
  const asName = PREFIXED_NAME.exec(text)?.groups;
  if (asName) return { keyword: "dbname", about: asName.about ?? "" };
  const found = PREFIXED.exec(text)?.groups;
  if (!found || !/[_.\s-]/.test(text)) return null;
  return { keyword: KEYWORDS.get(found.keyword ?? "") ?? "", about: found.about ?? "" };
}

/** How sure it is that settings with this in front are the database's. Negative: they are somebody else's. */
export function weightOf(about: string): number {
  if (/redis|smtp|mail|mongo|mysql|maria|rabbit|amqp|kafka|elastic|ldap|ssh|proxy|cache|ftp|imap|sentry|s3/.test(about))
    return -1;
  if (/direct|unpooled|non_pooling/.test(about)) return 3;
  if (about === "" || /pg|postgres|rds|sql|supabase|neon|datasource|typeorm/.test(about)) return 2;
  return 1;
}
