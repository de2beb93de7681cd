import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { TestCluster } from "../lib/testing/clusters.ts";
import { freePort } from "../lib/testing/server.ts";
import { type RunningApp, startApp } from "../scripts/app.ts";
import { FOUNDER, setupLink } from "./founder.ts";
import { post, type Server } from "./hand-off-people.ts";
import type { Shop } from "./shop.ts";

/** The app on a folder of its own, with a founder who is signed in, and ways to end it. */
export type Own = Server & {
  data: string;
  /** kill -9, and up again on the same port. */
  crash(): Promise<void>;
  kill(): void;
  up(): Promise<void>;
  output(): string;
  /** Asks it to stop, as a container's platform does, and waits for its own exit code. */
  askToStop(): Promise<number>;
  end(): Promise<void>;
};

export async function ownApp(env: Record<string, string> = {}): Promise<Own> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-hand-off-"));
  const port = await freePort();
  const start = () => startApp({ port, env: { DATA_DIR: data, ...env } });
  let app: RunningApp = await start();
  let before = "";
  const own: Own = {
    url: app.url,
    cookie: "",
    data,
    kill: () => app.kill(),
    async up() {
      await app.exited;
      before += app.output();
      app = await start();
    },
    async crash() {
      app.kill();
      await own.up();
    },
    output: () => before + app.output(),
    askToStop() {
      process.kill(app.pid, "SIGTERM");
      return app.exited;
    },
    async end() {
      await app.stop();
      fs.rmSync(data, { recursive: true });
    },
  };
  own.cookie = await becomeFounder(own, data);
  return own;
}

/** A database for the store of several replicas, and the environment that they share. */
export async function withStoreDatabase(
  cluster: TestCluster,
  { db }: Shop,
  work: (env: Record<string, string>) => Promise<void>,
): Promise<void> {
  const name = `${db.name}_store`;
  const { user, password } = db.superuser;
  await cluster.query(`create database ${name} template template0`);
  // Else the new login may enter it, and the app does not dial its own store: nobody could say what it can do there.
  await cluster.query(`revoke connect on database ${name} from public`);
  try {
    await work({
      STORE_DATABASE_URL: `postgresql://${user}:${encodeURIComponent(password)}@${db.host}:${db.port}/${name}?sslmode=disable`,
      SESSION_KEY: "one key for all replicas, long enough",
    });
  } finally {
    await cluster.query(`drop database ${name} with (force)`);
  }
}

/** The cookie of the app's first founder; of a second replica, whose store has one already, the same as the first's. */
async function becomeFounder(own: Own, data: string): Promise<string> {
  if (!fs.existsSync(path.join(data, "setup-link"))) return "";
  const token = setupLink(data).split("#")[1];
  const answer = await post(own, { path: "/setup/claim", body: { token, ...FOUNDER } });
  if (!answer.ok) throw new Error(`setup answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** What went over the line, both ways, as text. */
export type Proxy = { url: string; traffic(): string; end(): Promise<void> };

/** Passes each request to the next of these apps, whoever sent it, and writes down what it sees. */
export async function roundRobin(apps: readonly { url: string }[]): Promise<Proxy> {
  const seen: string[] = [];
  let turn = 0;
  const server = http.createServer((request, response) => {
    const { hostname, port } = new URL(apps[turn++ % apps.length]?.url ?? "");
    seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    const onward = http.request(
      { hostname, port, path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        seen.push(JSON.stringify(answer.headers));
        answer.on("data", (part: Buffer) => seen.push(part.toString("latin1")));
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on("error", () => response.destroy());
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.on("data", (part: Buffer) => seen.push(part.toString("latin1")));
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    traffic: () => seen.join("\n"),
    end: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}
