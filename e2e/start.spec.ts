import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "playwright/test";
import { freePort } from "../lib/testing/server.ts";
import { type RunningApp, startApp } from "../scripts/app.ts";
import { test } from "./fixtures.ts";
import { FOUNDER } from "./founder.ts";

const SESSION_KEY = "k".repeat(32);

test("the app does not start without a session key or a store, and says what is missing", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-e2e-"));
  const [file, port] = [path.join(folder, "file"), await freePort()];
  fs.writeFileSync(file, "");
  const nowhere = `postgresql://app:hush-hush@127.0.0.1:${await freePort()}/app`;
  const attempts: [Record<string, string>, RegExp][] = [
    [{ DATA_DIR: file }, /no session key, and none could be made/],
    [{ DATA_DIR: folder, STORE_DATABASE_URL: nowhere }, /SESSION_KEY is not set/],
    [{ DATA_DIR: folder, STORE_DATABASE_URL: nowhere, SESSION_KEY }, /ECONNREFUSED/],
    [{ DATA_DIR: folder, STORE_DATABASE_URL: "postgresql://app@h/app", SESSION_KEY }, /STORE_DATABASE_URL cannot/],
  ];
  for (const [env, said] of attempts) {
    const failed = await startApp({ port, env }).catch((error: Error) => error.message);
    expect(failed).toMatch(said);
    expect(failed).not.toContain("hush-hush");
  }
  fs.rmSync(folder, { recursive: true });
});

test("two replicas on one PostgreSQL, started at once, have one setup link, one founder and the same sessions", async ({
  cluster,
}) => {
  await cluster.withDatabase(async ({ host, port, name, superuser }) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-e2e-"));
    const { user, password } = superuser;
    const STORE_DATABASE_URL = `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`;
    const env = { SESSION_KEY, STORE_DATABASE_URL };
    const ports = [await freePort(), await freePort()] as const;
    const starts = ports.map((at) => startApp({ port: at, env: { ...env, DATA_DIR: path.join(folder, String(at)) } }));
    const [one, two] = (await Promise.all(starts)) as [RunningApp, RunningApp];
    try {
      const links = [one, two].flatMap((app) => /\/setup#([\w-]{43})/.exec(app.output())?.[1] ?? []);
      expect(links).toHaveLength(1);
      const body = { token: links[0] ?? "", ...FOUNDER };
      const claims = await Promise.all([...Array(6).keys()].map((i) => post(i % 2 ? one : two, "/setup/claim", body)));
      expect(claims.filter(({ ok }) => ok)).toHaveLength(1);
      const cookie =
        claims
          .find(({ ok }) => ok)
          ?.headers.getSetCookie()[0]
          ?.split(";")[0] ?? "";
      for (const app of [one, two]) {
        const answer = await fetch(`${app.url}/settings`, { headers: { cookie }, redirect: "manual" });
        expect(answer.status).toBe(200);
      }
      expect((await post(two, "/sign-in/out", {}, cookie)).status).toBe(200);
      const after = await fetch(`${one.url}/settings`, { headers: { cookie }, redirect: "manual" });
      expect(after.headers.get("location")).toContain("/sign-in");
    } finally {
      await Promise.all([one.stop(), two.stop()]);
      fs.rmSync(folder, { recursive: true });
    }
  });
});

function post(app: RunningApp, at: string, body: object, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/json", origin: app.url, cookie };
  return fetch(`${app.url}${at}`, { method: "POST", headers, body: JSON.stringify(body) });
}
