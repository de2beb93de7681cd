import { z } from "zod";
import { isVerifier } from "../credentials/scram.ts";
import type { HandOffRecord, HandOffResult, KnownLogin } from "./hand-off.types.ts";
import { HAND_OFF_INTENTS, makesPassword } from "./intent.ts";
import { isHandOffId } from "./link.ts";

const id = z.string().refine(isHandOffId);
const attempt = z.int().min(1).max(1_000_000);
const time = z.int().min(0).max(8.64e15);
const token = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
const line = z.string().max(300);
const sslmode = z.enum(["verify-full", "require", "disable"]);
const MAC = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const loginSchema = z.strictObject({
  connection: id,
  host: line.min(1),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(1_000),
  sslmode,
  adopt: z.boolean(),
}) satisfies z.ZodType<KnownLogin>;

const recordFields = z.strictObject({
  id,
  attempt,
  // Pages that were loaded before a link could ask for anything else send neither.
  intent: z.enum(HAND_OFF_INTENTS).default("create"),
  login: loginSchema.nullable().default(null),
  from: line,
  role: z.string().min(1).max(63),
  wanted: z.string().max(4_000),
  schemas: z.array(line).max(500),
  note: z.string().max(4_000),
  host: line.min(1).nullable(),
  createdAt: time,
  expiresAt: time,
  passcode: z.boolean(),
  verifier: z.string().max(300).refine(isVerifier).nullable(),
  sealTo: z.string().max(1_024).nullable(),
});

/** A password travels where one is made and nowhere else, and only a new login is none that is known. */
const recordSchema: z.ZodType<HandOffRecord> = recordFields.refine(
  ({ intent, login, verifier, sealTo }) =>
    (intent === "create") === (login === null) &&
    makesPassword(intent) === (verifier !== null) &&
    makesPassword(intent) === (sealTo !== null),
);

const passcode = z.string().min(1).max(200).nullable();

/** What a founder's browser sends of a new hand-off, or of one that is sent anew. */
export const orderSchema = z.strictObject({
  record: z.strictObject({ value: recordSchema, mac: MAC }),
  authHash: z.string().regex(/^[0-9a-f]{64}$/),
  box: z.string().max(10_000),
  passcode,
});

export const keySchema = z.strictObject({
  /** The root that is replaced; null: there was none. */
  before: token.nullable(),
  rootId: token,
  wrapped: z.string().max(1_000),
});

export const nothingSchema = z.strictObject({});
export const beginSchema = z.strictObject({ passcode });
export const claimSchema = z.strictObject({ passcode, host: line.min(1), takeOver: z.boolean() });
export const stepSchema = z.strictObject({ step: z.enum(["run", "failed", "wait", "still"]) });

const resultSchema = z.strictObject({
  id,
  attempt,
  intent: z.enum(HAND_OFF_INTENTS).default("create"),
  outcome: z.enum(["done", "unchanged", "left", "told"]).nullable().default(null),
  way: z.enum(["form", "script", "own-login"]),
  passwordMode: z.enum(["verifier", "sealed", "none"]),
  host: line.min(1),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(1_000),
  user: z.string().min(1).max(1_000),
  role: z.string().min(1).max(1_000),
  sslmode,
  sealed: z.string().max(20_000).nullable(),
  reportHash: z.string().regex(/^[0-9a-f]{64}$/),
  finishedAt: z.iso.datetime(),
}) satisfies z.ZodType<HandOffResult>;

export const MOST_REPORT_BYTES = 4_000_000;

export const completeSchema = z.strictObject({
  result: z.strictObject({ value: resultSchema, mac: MAC }),
  report: z.string().max(MOST_REPORT_BYTES),
});
