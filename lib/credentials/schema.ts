import { z } from "zod";
import { AppError, type ErrorField } from "../errors.ts";
import type { Target } from "../postgres/client.ts";
import { Secret } from "../secret.ts";

const name = z.string().min(1).max(1_000);

/** A target as the browser sends it; see docs of Target. Unknown keys are an error: nothing rides along. */
export const targetInputSchema = z.strictObject({
  host: name,
  port: z.number().int().min(1).max(65_535),
  database: name,
  user: name,
  password: z.string().max(10_000),
  tls: z.enum(["verify-full", "verify-ca", "require", "disable"]).nullable(),
  caPem: z.string().max(200_000).nullable(),
});
export type TargetInput = z.infer<typeof targetInputSchema>;

const FIELDS: Readonly<Record<string, ErrorField>> = {
  host: "host",
  port: "port",
  database: "database",
  user: "user",
  password: "password",
  tls: "tls",
  caPem: "ca",
};

const WORDS: Readonly<Record<string, string>> = { user: "login's name", tls: "encryption", ca: "certificate" };

/** Makes a Target of unknown input. Throws AppError `usage.target` with the field at fault; no value is repeated. */
export function targetFrom(input: unknown): Target {
  const parsed = targetInputSchema.safeParse(input);
  if (!parsed.success) {
    const field = FIELDS[String(parsed.error.issues[0]?.path[0])] ?? null;
    throw new AppError(
      "usage.target",
      field === null ? "The connection is not complete." : `The ${WORDS[field] ?? field} is missing or not valid.`,
      {
        hint: "Paste the whole connection string again, or fill in the field.",
        detail: `Schema of the target: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`).join("; ")}`,
        field,
      },
    );
  }
  const { password, caPem, host, ...rest } = parsed.data;
  return {
    ...rest,
    host: host.trim().replace(/^\[(.*)\]$/, "$1"),
    password: new Secret(password),
    caPem: caPem?.trim() || null,
  };
}
