import pg from "pg";

/**
 * Runs SQL with the copied URL as it is, each over a fresh connection. The role's own guard, which it may switch off
 * itself, is off: it would hide with 25006 whether a right is missing.
 */
export function asCopied(url: string): (sql: string) => Promise<unknown[]> {
  return async (sql) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query("set default_transaction_read_only = off");
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };
}
