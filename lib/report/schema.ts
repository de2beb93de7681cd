import { z } from "zod";
import { FINDING_CLASSES, FIXABLE_BY } from "../audit/finding.ts";

/** What a report is, for reading one back. Every key is known: what is not in here is no report of this format. */

export const REPORT_FORMAT = "lucien-readonly/report";
export const REPORT_VERSION = 1;

const name = z.string().max(2_000);
const words = z.string().max(200_000);
const count = z.int().min(0);

const objectSchema = z
  .strictObject({
    type: name,
    schema: name.nullable(),
    name,
    column: name.nullable(),
    signature: words.nullable(),
    database: name.nullable(),
  })
  .nullable();

const tableSchema = z.strictObject({
  name,
  /** relkind: r p v m f. */
  kind: z.string().max(1),
  /** An estimate, null where there is none. */
  rows: z.number().nullable(),
  /** The login is meant to read it. */
  meant: z.boolean(),
  read: z.enum(["all", "part", "none"]),
  columns: count,
  readable: count,
  /** Columns that it cannot read, where it reads the others. */
  withheld: z.array(name),
  /** Ways to change it for which the catalog says: has the right. */
  can: z.array(z.enum(["insert", "update", "delete", "truncate", "trigger", "alter", "drop"])),
});

const schemaSchema = z.strictObject({
  name,
  /** `provider`: the host's own. null: only what the login sees was looked at. */
  kind: z.enum(["user", "extension", "provider"]).nullable(),
  tables: z.array(tableSchema),
});

const findingSchema = z.strictObject({
  code: name,
  class: z.enum(FINDING_CLASSES),
  object: objectSchema,
  privilege: name.nullable(),
  via: z.array(name),
  title: words,
  detail: words,
  fixableBy: z.enum(FIXABLE_BY),
  remedy: words.nullable(),
  count: count.optional(),
  examples: z.array(words).optional(),
});

const probeSchema = z.strictObject({
  action: name,
  object: objectSchema,
  sql: words,
  expected: z.string().max(5),
  sqlstate: z.string().max(5),
  result: z.enum(["denied", "allowed", "inconclusive"]),
  message: words.nullable(),
  durationMs: z.number(),
});

const waySchema = z.strictObject({
  id: z.enum([
    "new-table",
    "temporary-table",
    "definer-routine",
    "become-another",
    "through-view",
    "settings-files",
    "other-databases",
    "later-rights",
    "test-password",
  ]),
  state: z.enum(["shut", "open", "anyone", "unsure"]),
  answer: words,
});

const appliedSchema = z.strictObject({
  /** `form`: by this app; `script`: somebody ran it; `terminal`: by the command. */
  way: z.enum(["form", "script", "terminal"]),
  /** null: a script that was run elsewhere. */
  outcome: z.enum(["created", "changed", "unchanged"]).nullable(),
  /** Who signed in to do it; null: this app never knew. */
  by: name.nullable(),
  /** The role as which it was done, where not `by` itself. */
  actingAs: name.nullable(),
  /** By an engineer, through a hand-off link. */
  handOff: z.boolean(),
  at: z.iso.datetime(),
  /** As they ran; where a password stood, none is. */
  statements: z.array(words),
});

const guardsSchema = z.strictObject({
  connectionLimit: z.int(),
  /** 0: off; null: the login has none of its own. */
  statementTimeoutMs: count.nullable(),
  validUntil: z.string().max(64).nullable(),
  /** null: the login was only checked. */
  rowRules: z.enum(["policy", "bypass", "keep"]).nullable(),
  /** Schemas in which tables made later are shared, too; null: the login was only checked. */
  future: z.array(name).nullable(),
});

export const reportSchema = z.strictObject({
  tool: z.strictObject({ name, version: name }),
  madeAt: z.iso.datetime(),
  summary: words,
  verdict: z.enum(["read-only", "can-write", "inconclusive"]),
  reach: z.enum(["all", "partial", "none"]),
  role: name,
  server: z.strictObject({
    versionNum: count,
    host: name,
    port: count,
    database: name,
    provider: name.nullable(),
    /** How sure the line is that the URL asks for; null: not said. */
    line: z.enum(["verify-full", "require", "disable"]).nullable(),
  }),
  /** Who made the login or changed it; null: it was only checked. */
  applied: appliedSchema.nullable(),
  password: z.strictObject({
    /** `verifier`: the server never had it; `plaintext`: it did while it worked; `kept`: it was there before. */
    mode: z.enum(["verifier", "plaintext", "kept"]),
    madeIn: z.enum(["browser", "server", "terminal"]).nullable(),
    /** The verdict rests on the role's own login. */
    loginTested: z.boolean(),
  }),
  checked: z.strictObject({ at: z.iso.datetime(), durationMs: z.number() }),
  coverage: z.strictObject({ relations: count, readable: count, probed: count }),
  schemas: z.array(schemaSchema),
  ways: z.array(waySchema),
  findings: z.array(findingSchema),
  /** Asked for and not done, with the line that its owner must run. */
  uncovered: z.array(
    z.strictObject({ kind: name, object: objectSchema, owner: name, reason: words, remedy: words.nullable() }),
  ),
  /** What needed a yes by name, and the answer. */
  decisions: z.array(z.strictObject({ code: name, object: objectSchema, sentence: words, accepted: z.boolean() })),
  guards: guardsSchema.nullable(),
  probes: z.array(probeSchema),
});
export type Report = z.infer<typeof reportSchema>;
export type ReportTable = Report["schemas"][number]["tables"][number];

export const signatureSchema = z.strictObject({
  algorithm: z.literal("Ed25519"),
  /** The first 16 bytes of the SHA-256 of the public key, in hex. */
  keyId: z.string().regex(/^[0-9a-f]{32}$/),
  /** The 32 bytes of the public key, base64. */
  publicKey: z.string().max(64),
  /** Where the signer says it can be asked; null: nobody told it. */
  origin: z.string().max(300).nullable(),
  /** Over the canonical form of everything but itself, base64. */
  value: z.string().max(128),
});
export type ReportSignature = z.infer<typeof signatureSchema>;

export const reportFileSchema = z.strictObject({
  format: z.literal(REPORT_FORMAT),
  formatVersion: z.literal(REPORT_VERSION),
  signature: signatureSchema.nullable(),
  report: reportSchema,
});
export type ReportFile = z.infer<typeof reportFileSchema>;
