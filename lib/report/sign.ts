import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { canonicalJson, fileText } from "./canonical.ts";
import {
  REPORT_FORMAT,
  REPORT_VERSION,
  type Report,
  type ReportFile,
  type ReportSignature,
  reportFileSchema,
} from "./schema.ts";

/** A key that signs reports: Ed25519, with the id that people compare. */
export type ReportKey = { privateKey: KeyObject; keyId: string; publicKey: string };

/** The report as a file, signed. `origin`: where the signer can be asked, where that is known. */
export function signedReport(report: Report, key: ReportKey, origin: string | null): string {
  const { keyId, publicKey, privateKey } = key;
  const signer = { algorithm: "Ed25519", keyId, publicKey, origin } as const;
  const value = sign(null, signedBytes(report, signer), privateKey).toString("base64");
  return fileOf(report, { ...signer, value });
}

/** The report as a file that says that nobody signed it. */
export function unsignedReport(report: Report): string {
  return fileOf(report, null);
}

/** The one text of a report's file: keys in the order of the schema. What differs from it was changed. */
export function fileOf(report: Report, signature: ReportSignature | null): string {
  return fileText(reportFileSchema.parse({ format: REPORT_FORMAT, formatVersion: REPORT_VERSION, signature, report }));
}

/** Whether the signature is the key's over this very report. Says nothing about whose key it is. */
export function isSignedBy({ report, signature }: ReportFile): boolean {
  if (signature === null) return false;
  const { value, ...signer } = signature;
  const raw = bytesOf(signer.publicKey);
  const given = bytesOf(value);
  if (raw === null || given === null || raw.length !== RAW_BYTES || keyIdOf(raw) !== signer.keyId) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: "der", type: "spki" });
  return verify(null, signedBytes(report, signer), key, given);
}

/** Base64 that is written in the one right way: what stands behind its end, or in its last unused bits, would go unseen. */
function bytesOf(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, "base64");
  return bytes.toString("base64") === base64 ? bytes : null;
}

/** What is signed: the report, and with it who signs, so that neither can be taken from the other. */
function signedBytes(report: Report, signer: Omit<ReportSignature, "value">): Buffer {
  const body = { format: REPORT_FORMAT, formatVersion: REPORT_VERSION, signature: signer, report };
  return Buffer.from(canonicalJson(body), "utf8");
}

/** A new key, as PEM (PKCS #8). */
export function newKeyPem(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}

/** Reads a private key. Throws where it is no Ed25519 key. */
export function keyFromPem(pem: string): ReportKey {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== "ed25519") throw new TypeError("not an Ed25519 key");
  return keyOf(privateKey);
}

/** The key that belongs to a secret which several replicas share: always the same, and nothing of the secret in it. */
export function keyFromSecret(secret: string): ReportKey {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", "lucien-readonly/report-key/1", RAW_BYTES));
  return keyOf(createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" }));
}

function keyOf(privateKey: KeyObject): ReportKey {
  const raw = createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(SPKI_HEAD.length);
  return { privateKey, keyId: keyIdOf(raw), publicKey: raw.toString("base64") };
}

/** PrivateKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410, section 4). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const RAW_BYTES = 32;

function keyIdOf(raw: Buffer): string {
  return createHash("sha256").update(raw).digest("hex").slice(0, 32);
}
