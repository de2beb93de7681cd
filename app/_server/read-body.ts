import "server-only";
import type { z } from "zod";
import { AppError, type ErrorField } from "../../lib/errors.ts";

/** The request's JSON, checked. Throws `usage.*` for anything else; what was sent is in no error. */
export async function readBody<Input>(request: Request, schema: z.ZodType<Input>, maxBytes: number): Promise<Input> {
  if (!request.headers.get("content-type")?.startsWith("application/json")) throw unreadable("not application/json");
  const parsed = schema.safeParse(parseJson(await readText(request, maxBytes)));
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path ?? [];
  throw new AppError("usage.invalid-input", "Something in this form is not right.", {
    hint: "Look at the fields, then try again.",
    detail: `Not accepted: ${path.join(".") || "the whole request"}.`,
    field: fieldOf(path),
  });
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw unreadable(`more than ${maxBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a password.
    throw unreadable("not JSON");
  }
}

function unreadable(why: string): AppError {
  return new AppError("usage.unreadable-request", "This app could not read what the page sent.", {
    hint: "Reload the page and try again.",
    detail: `The request was ${why}.`,
  });
}

const FIELDS: readonly string[] = [
  "host",
  "port",
  "database",
  "user",
  "password",
  "tls",
  "role",
] satisfies ErrorField[];

function fieldOf(path: PropertyKey[]): ErrorField | null {
  const last = path.map(String).find((part) => FIELDS.includes(part) || part === "caPem");
  return last === undefined ? null : last === "caPem" ? "ca" : (last as ErrorField);
}
