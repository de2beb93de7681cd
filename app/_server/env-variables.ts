import { z } from "zod";

/** One variable of the environment: how it is read and what README says about it. */
type Variable = { schema: z.ZodType; doc: string; default: string };

const list = z
  .string()
  .default("")
  .transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== ""));

/** Everything the app reads from its environment. README's table is made from this. */
export const ENV_VARIABLES = {
  PORT: {
    schema: z.coerce.number().int().min(1).max(65_535).default(3000),
    default: "3000",
    doc: "The port the app listens on. The app refuses to dial it.",
  },
  PUBLIC_ORIGIN: {
    schema: z
      .url({ protocol: /^https?$/ })
      .transform((text) => new URL(text).origin)
      .optional(),
    default: "",
    doc: "The address people open, such as `https://access.example.com`. The setup link is printed with it, and it is needed where a proxy in front changes the `Host` header.",
  },
  DATA_DIR: {
    schema: z.string().default(".data"),
    default: ".data",
    doc: "The folder for what is kept: the store, the session key, the setup link. The image has it at `/data`.",
  },
  SESSION_KEY: {
    schema: z.string().min(32).max(1_000).optional(),
    default: "",
    doc: "At least 32 characters that seal the cookies. Unset: made at the first start, in `DATA_DIR`. With `STORE_DATABASE_URL` it is needed, the same for all replicas.",
  },
  REPORT_KEY: {
    schema: z
      .string()
      .transform((text) => `-----BEGIN PRIVATE KEY-----\n${text.trim()}\n-----END PRIVATE KEY-----\n`)
      .optional(),
    default: "",
    doc: "The Ed25519 key that signs reports: what stands between the first and the last line of its PEM file (`openssl genpkey -algorithm ed25519`). Unset: made of `SESSION_KEY` where that is given, so that replicas have the same; else at the first report, in `DATA_DIR`.",
  },
  STORE_DATABASE_URL: {
    schema: z.string().optional(),
    default: "",
    doc: "A PostgreSQL database for the store, in a schema of its own, for several replicas. Unset: a file in `DATA_DIR`. `DATABASE_URL` is never read.",
  },
  TRUST_PROXY: {
    schema: z.coerce.number().int().min(0).max(10).default(0),
    default: "0",
    doc: "How many proxies of yours stand in front and append to `X-Forwarded-For`. It tells callers apart for the limits on how often something may be asked; with `0` the header is not believed and all callers share one limit.",
  },
  OUTGOING_ADDRESS: {
    schema: z.string().max(200).optional(),
    default: "",
    doc: "The address from which this app reaches databases, as they see it. Shown where a database's host has to let it in.",
  },
  DATABASE_HOSTS_ALLOW: {
    schema: list,
    default: "",
    doc: "Names, `.suffixes`, addresses and CIDR ranges that may be dialled, separated by commas. Empty: every address that is not refused below or always (link-local, metadata, multicast).",
  },
  DATABASE_HOSTS_DENY: {
    schema: list,
    default: "",
    doc: "Names, `.suffixes`, addresses and CIDR ranges that are never dialled, separated by commas.",
  },
  SAMPLE_DATABASE_MODULE: {
    schema: z.string().optional(),
    default: "",
    doc: "Set by `npm start` in a checkout: the file that starts the sample database. Unset, as in the image, there is none.",
  },
} as const satisfies Record<string, Variable>;

export const envSchema = z.object({
  PORT: ENV_VARIABLES.PORT.schema,
  PUBLIC_ORIGIN: ENV_VARIABLES.PUBLIC_ORIGIN.schema,
  DATA_DIR: ENV_VARIABLES.DATA_DIR.schema,
  SESSION_KEY: ENV_VARIABLES.SESSION_KEY.schema,
  REPORT_KEY: ENV_VARIABLES.REPORT_KEY.schema,
  STORE_DATABASE_URL: ENV_VARIABLES.STORE_DATABASE_URL.schema,
  TRUST_PROXY: ENV_VARIABLES.TRUST_PROXY.schema,
  OUTGOING_ADDRESS: ENV_VARIABLES.OUTGOING_ADDRESS.schema,
  DATABASE_HOSTS_ALLOW: ENV_VARIABLES.DATABASE_HOSTS_ALLOW.schema,
  DATABASE_HOSTS_DENY: ENV_VARIABLES.DATABASE_HOSTS_DENY.schema,
  SAMPLE_DATABASE_MODULE: ENV_VARIABLES.SAMPLE_DATABASE_MODULE.schema,
});
export type Env = z.infer<typeof envSchema>;

/** The rows of README's table, in Markdown. */
export function envTable(): string {
  const rows = Object.entries(ENV_VARIABLES).map(
    ([name, { default: value, doc }]) => `| \`${name}\` | ${value === "" ? "" : `\`${value}\``} | ${doc} |`,
  );
  return ["| variable | default | what it does |", "|---|---|---|", ...rows].join("\n");
}
