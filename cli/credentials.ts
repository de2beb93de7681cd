import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parsePaste } from "../lib/credentials/url.ts";
import { AppError } from "../lib/errors.ts";
import type { Target } from "../lib/postgres/client.ts";
import type { TlsMode } from "../lib/postgres/tls.ts";
import { Secret } from "../lib/secret.ts";
import { say } from "./print.ts";
import { askHidden, canAsk } from "./prompt.ts";

export type ConnectionFlags = { urlStdin: boolean; tls: TlsMode | null; caFile: string | null };

export type CredentialVariable = "ADMIN_DATABASE_URL" | "READONLY_DATABASE_URL";

/**
 * Where to connect and as whom: from stdin when asked for, else from the environment, else from a prompt without echo.
 * Throws AppError `usage.*`; what was read is never part of it.
 */
export async function readTarget(variable: CredentialVariable, flags: ConnectionFlags): Promise<Target> {
  const pasted = await readPasted(variable, flags);
  const { fields, password, placeholder, problem, dropped } = parsePaste(pasted.reveal());
  if (problem && problem.code !== "usage.several-hosts") {
    throw new AppError(problem.code, problem.message, { hint: problem.hint, field: problem.field });
  }
  if (problem) say(`${problem.message} ${problem.hint}`);
  for (const { key, reason } of dropped) say(`${key} is not used: ${reason}`);
  return {
    host: fields.host,
    port: fields.port ?? 5432,
    database: fields.database,
    user: fields.user,
    password: await passwordOf(password, placeholder),
    tls: flags.tls ?? fields.tls,
    caPem: flags.caFile === null ? null : await readCertificate(flags.caFile),
  };
}

async function readPasted(variable: CredentialVariable, { urlStdin }: ConnectionFlags): Promise<Secret> {
  if (urlStdin) return new Secret(await text(process.stdin));
  const fromEnvironment = process.env[variable];
  if (fromEnvironment) return new Secret(fromEnvironment);
  if (canAsk()) return askHidden(`${PROMPTS[variable]} (not shown): `);
  throw new AppError("usage.no-url", "There is no connection string.", {
    hint: `Put it into ${variable}, or pipe it in with --url-stdin. On a terminal you are asked for it.`,
  });
}

const PROMPTS: Record<CredentialVariable, string> = {
  ADMIN_DATABASE_URL: "Admin connection string",
  READONLY_DATABASE_URL: "Read-only connection string",
};

async function passwordOf(password: string | null, placeholder: string | null): Promise<Secret> {
  if (password !== null) return new Secret(password);
  if (canAsk()) return askHidden("Password (not shown): ");
  if (placeholder === null) return new Secret("");
  throw new AppError("usage.password-placeholder", "There is a placeholder where the password should be.", {
    hint: "Put the password in its place.",
    field: "password",
  });
}

async function readCertificate(path: string): Promise<string> {
  const pem = await readFile(path, "utf8").catch(() => "");
  if (pem.includes("-----BEGIN CERTIFICATE-----")) return pem;
  throw new AppError("usage.ca-file", "There is no certificate in the file of --ca-file.", {
    hint: "It must be a PEM file: -----BEGIN CERTIFICATE----- …",
    field: "ca",
  });
}
