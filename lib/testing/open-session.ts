import pg from "pg";
import type { Login, TestDatabase } from "./clusters.ts";

export type OpenSession = {
  /** The SQLSTATE with which the server ended it. */
  ended: Promise<string>;
  close(): Promise<void>;
};

/** A session that stays open until it is closed, or ended by the server. It runs `text` first. */
export async function openSession(db: TestDatabase, login: Login, text = "select 1"): Promise<OpenSession> {
  const client = new pg.Client({ host: db.host, port: db.port, database: db.name, ...login, ssl: false });
  const ended = new Promise<string>((resolve) => {
    client.on("error", (error: Error & { code?: string }) => resolve(error.code ?? ""));
  });
  await client.connect();
  await client.query(text);
  return { ended, close: () => client.end().catch(() => undefined) };
}
