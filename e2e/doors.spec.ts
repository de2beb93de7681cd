import { type APIRequestContext, type APIResponse, expect, type PlaywrightWorkerArgs } from "playwright/test";
import { allDoors, asked, type Door, nameOf, PUBLIC } from "./doors.ts";
import { test } from "./fixtures.ts";

const shut = allDoors().filter((door) => !PUBLIC.includes(nameOf(door)));
const JSON_BODY = { "content-type": "application/json" };

test("every page and route is shut without a session, but for the short public list", async ({ app, playwright }) => {
  const nobody = await strangerTo(app, playwright);
  const open: string[] = [];
  for (const door of shut) {
    const answer = await ask(nobody, door, { origin: app.url });
    if (!(await refuses(answer))) open.push(`${nameOf(door)} answered ${answer.status()}`);
  }
  expect(open).toEqual([]);
  expect(shut.length).toBeGreaterThan(15);
  await nobody.dispose();
});

test("the public ways in refuse who has no proof, and whoever comes from elsewhere", async ({ app, playwright }) => {
  const nobody = await strangerTo(app, playwright);
  for (const door of allDoors().filter((one) => PUBLIC.includes(nameOf(one)) && one.method !== "GET")) {
    expect([400, 401, 403], nameOf(door)).toContain((await ask(nobody, door, { origin: app.url })).status());
    expect((await ask(nobody, door, {})).status(), nameOf(door)).toBe(403);
  }
  await nobody.dispose();
});

test("a client that asks React's way gets no page either", async ({ app, playwright }) => {
  const nobody = await strangerTo(app, playwright);
  for (const door of shut.filter(({ kind }) => kind === "page")) {
    // Followed: the first answer may only complete the address.
    const answer = await nobody.get(asked(door), { headers: { rsc: "1" } });
    const sent =
      new URL(answer.url()).pathname === "/sign-in" || /;\/sign-in(?:\?to=[^;"]*)?;/.test(await answer.text());
    expect(sent, `${nameOf(door)} answered ${answer.status()} at ${answer.url()}`).toBe(true);
  }
  await nobody.dispose();
});

test("with a session, no route that changes something takes a request from elsewhere", async ({ app, request }) => {
  const strange: Record<string, string>[] = [
    {},
    { origin: "null" },
    { origin: "https://elsewhere.example" },
    { origin: app.url, "sec-fetch-site": "cross-site" },
    { origin: app.url, "sec-fetch-site": "same-site" },
  ];
  for (const door of allDoors().filter(({ method }) => method !== "GET")) {
    for (const headers of strange) {
      const answer = await ask(request, door, headers);
      expect(answer.status(), `${nameOf(door)} from ${JSON.stringify(headers)}`).toBe(403);
    }
  }
});

test("a link proof that proves nothing is refused, also beside a session", async ({ app, request }) => {
  const proof = { origin: app.url, "x-link-proof": `${"A".repeat(22)}.${"B".repeat(43)}.${"C".repeat(43)}` };
  const answer = await request.post("/connect/check", { headers: { ...JSON_BODY, ...proof }, data: "{}" });
  expect(answer.status()).toBe(403);
  expect((await answer.json()).error.code).toBe("refused.link");
});

/** A client that knows nothing: else it would begin with the founder's cookies. */
function strangerTo(app: { url: string }, playwright: PlaywrightWorkerArgs["playwright"]): Promise<APIRequestContext> {
  return playwright.request.newContext({ baseURL: app.url, storageState: { cookies: [], origins: [] } });
}

function ask(context: APIRequestContext, door: Door, headers: Record<string, string>): Promise<APIResponse> {
  const { method } = door;
  const data = method === "GET" ? {} : { data: "{}" };
  return context.fetch(asked(door), { method, maxRedirects: 0, headers: { ...JSON_BODY, ...headers }, ...data });
}

/** To the sign-in, or no. */
async function refuses(answer: APIResponse): Promise<boolean> {
  if (answer.status() === 307) return new URL(answer.headers().location ?? "", answer.url()).pathname === "/sign-in";
  if (![401, 403].includes(answer.status())) return false;
  return /^refused\.(signed-out|link)/.test((await answer.json()).error.code);
}
