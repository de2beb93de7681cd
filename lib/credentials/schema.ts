import { z } from "zod";
import { AppError, type ErrorField } from "../errors.ts";
import type { Target } from "../postgres/client.ts";
import type { SshServer } from "../postgres/ssh.ts";
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
  clientCertificate: z.strictObject({ pem: z.string().max(50_000), key: z.string().min(1).max(50_000) }).nullish(),
  ssh: z
    .strictObject({
      host: name,
      port: z.number().int().min(1).max(65_535),
      user: name,
      password: z.string().max(10_000).nullable(),
      privateKey: z.string().max(50_000).nullable(),
      passphrase: z.string().max(10_000).nullable(),
      hostKey: z
        .string()
        .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
        .nullable(),
    })
    .nullish(),
});
export type TargetInput = z.infer<typeof targetInputSchema>;
type SshInput = NonNullable<TargetInput["ssh"]>;

const FIELDS: Readonly<Record<string, ErrorField>> = {
  host: "host",
  port: "port",
  database: "database",
  user: "user",
  password: "password",
  tls: "tls",
  caPem: "ca",
  clientCertificate: "client-certificate",
  ssh: "ssh",
};

const WORDS: Readonly<Record<string, string>> = {
  user: "login's name",
  tls: "encryption",
  ca: "certificate",
  ssh: "SSH server",
  "client-certificate": "client certificate",
};

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
  const { password, caPem, host, clientCertificate, ssh, ...rest } = parsed.data;
  return {
    ...rest,
    host: bare(host),
    password: new Secret(password),
    caPem: caPem?.trim() || null,
    clientCertificate: clientCertificate ? { ...clientCertificate, key: new Secret(clientCertificate.key) } : null,
    ssh: ssh ? sshFrom(ssh) : null,
  };
}

function sshFrom({ host, password, privateKey, passphrase, ...rest }: SshInput): SshServer {
  return {
    ...rest,
    host: bare(host),
    password: secret(password),
    privateKey: secret(privateKey),
    passphrase: secret(passphrase),
  };
}

function secret(text: string | null): Secret | null {
  return text === null || text === "" ? null : new Secret(text);
}

function bare(host: string): string {
  return host.trim().replace(/^\[(.*)\]$/, "$1");
}
