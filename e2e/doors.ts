import fs from "node:fs";
import path from "node:path";
import { REPOSITORY } from "../scripts/install.ts";

/** A page, or one method of a route, as a request can name it. */
export type Door = { method: string; path: string; kind: "page" | "route" };

/** What anybody may open: shells without data, the app's public key, and the ways in, each with its own proof and limit. */
export const PUBLIC: readonly string[] = [
  "GET /healthz",
  "GET /sign-in",
  "POST /sign-in/enter",
  "GET /setup",
  "POST /setup/claim",
  "GET /join",
  "POST /join/claim",
  "GET /h/[id]",
  // These ask for the link's proof themselves, and for what else their step needs.
  ...["begin", "claim", "step", "complete"].map((step) => `POST /h/[id]/${step}`),
  "GET /report/key",
  "GET /report/check",
  "POST /report/check/file",
  // A shared report: ciphertext, and the page that opens it with the key in the link's fragment.
  "GET /r/[id]",
  "POST /r/[id]/box",
];

/** Every door that the app folder makes, with its `[folders]` as they are written. */
export function allDoors(): Door[] {
  const app = path.join(REPOSITORY, "app");
  const files = fs.readdirSync(app, { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
  return files.sort().flatMap((file): Door[] => {
    const [name, at] = [path.posix.basename(file), pathOf(file)];
    if (/^page\.tsx?$/.test(name)) return [{ method: "GET", path: at, kind: "page" }];
    if (!/^route\.tsx?$/.test(name)) return [];
    const methods = methodsOf(fs.readFileSync(path.join(app, file), "utf8"));
    if (methods.length === 0) throw new Error(`${file} exports its methods in a way that is not read here`);
    return methods.map((method) => ({ method, path: at, kind: "route" }));
  });
}

export function nameOf({ method, path: at }: Door): string {
  return `${method} ${at}`;
}

/** `[id]` as a request fills it in. */
export function asked({ path: at }: Door): string {
  return at.replaceAll(/\[\w+\]/g, "AAAAAAAAAAAAAAAAAAAAAA");
}

function pathOf(file: string): string {
  const folders = path.posix.dirname(file).split("/");
  const named = folders.filter((folder) => folder !== "." && !/^\(.*\)$/.test(folder));
  return `/${named.join("/")}`;
}

function methodsOf(source: string): string[] {
  const found = [...source.matchAll(/^export (?:async )?(?:const|function) (GET|HEAD|POST|PUT|PATCH|DELETE)\b/gm)];
  return found.map(([, method = ""]) => method);
}
