export type Fact = (name: string) => string | null;
export type Say = (who: string, fact: Fact) => string;

/** What happened to a login, in sentences. */
export const CONNECTION_SENTENCES: Record<string, Say> = {
  "connection.proven": (who, fact) => `${who} made or proved the login of ${called(fact)}.${ended(fact)}`,
  "connection.changed": (who, fact) => `${who} changed what the login of ${called(fact)} sees.${ended(fact)}`,
  "connection.checked": (who, fact) => `${who} checked ${called(fact)}.${ended(fact)}${changed(fact)}`,
  "connection.rotated": (who, fact) => `${who} gave the login of ${called(fact)} a new password.`,
  "connection.paused": (who, fact) => `${who} paused the login of ${called(fact)}.`,
  "connection.resumed": (who, fact) => `${who} let the login of ${called(fact)} sign in again.`,
  "connection.removed": (who, fact) => `${who} removed the login of ${called(fact)}.`,
  "connection.told": (_, fact) => `${called(fact)}: ${fact("note")}`,
  "connection.forgotten": (who, fact) => `${who} took ${called(fact)} off the list.`,
};

function called(fact: Fact): string {
  return fact("name") ?? fact("host") ?? "a database";
}

function ended(fact: Fact): string {
  const verdict = fact("verdict");
  if (verdict === "read-only") return " It can only read.";
  if (verdict === "can-write") return " It can change things.";
  return verdict === null ? "" : " It was not proven.";
}

function changed(fact: Fact): string {
  const changes = fact("changes");
  if (changes === null || changes === "0") return "";
  return changes === "1" ? " 1 thing had changed." : ` ${changes} things had changed.`;
}
