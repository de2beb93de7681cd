import { fromText, randomBytes, randomId, toText, utf8 } from "../hand-off/bytes.ts";

/** A report for a link: the key stays in the link's fragment, which no browser sends. Runs in the browser. */
export type SharedReport = { id: string; key: string; box: string };

const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** Seals a report's file under a key of its own: AES-256-GCM over its gzip, bound to the link's id. */
export async function sealReport(text: string): Promise<SharedReport> {
  const id = randomId();
  const raw = randomBytes(KEY_BYTES);
  const iv = randomBytes(NONCE_BYTES);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt(
    about(iv, id),
    key,
    await piped(utf8(text), new CompressionStream("gzip")),
  );
  return { id, key: toText(raw), box: `${toText(iv)}.${toText(new Uint8Array(sealed))}` };
}

/** The report's file again, byte for byte. Null where the key is not the box's, or the box not the link's. */
export async function openSharedReport(id: string, box: string, key: string): Promise<string | null> {
  try {
    const [iv = "", sealed = ""] = box.split(".");
    const imported = await crypto.subtle.importKey("raw", fromText(key), "AES-GCM", false, ["decrypt"]);
    const packed = await crypto.subtle.decrypt(about(fromText(iv), id), imported, fromText(sealed));
    const bytes = await piped(new Uint8Array(packed), new DecompressionStream("gzip"));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function about(iv: Uint8Array<ArrayBuffer>, id: string): AesGcmParams {
  return { name: "AES-GCM", iv, additionalData: utf8(`lucien-readonly/shared-report/1/${id}`) };
}

async function piped(bytes: Uint8Array<ArrayBuffer>, through: CompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
