/**
 * Whether one of these certificates (PEM) names itself as its issuer: an authority, or a server that vouches for itself.
 * Node and others that check a chain want one such; a server's own certificate that somebody else signed does not do.
 * False for what cannot be read. Browser-safe.
 */
export function holdsSelfIssued(pem: string): boolean {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  return blocks.some((block) => {
    try {
      return isSelfIssued(bytesOf(block));
    } catch {
      return false;
    }
  });
}

/** Certificate ::= { tbsCertificate { [0] version?, serial, signature, issuer, validity, subject, … }, … } (RFC 5280, 4.1). */
function isSelfIssued(der: Uint8Array): boolean {
  const tbs = element(der, element(der, 0).content);
  let at = tbs.content;
  if (der[at] === 0xa0) at = element(der, at).end;
  const issuer = element(der, element(der, element(der, at).end).end);
  const subject = element(der, element(der, issuer.end).end);
  const one = der.subarray(issuer.content, issuer.end);
  const other = der.subarray(subject.content, subject.end);
  return one.length > 0 && one.length === other.length && one.every((byte, i) => byte === other[i]);
}

/** Where the content of the DER element at this place begins, and where it ends. */
function element(der: Uint8Array, start: number): { content: number; end: number } {
  const first = der[start + 1] ?? 0;
  const sizeOf = first < 0x80 ? 0 : first & 0x7f;
  let length = sizeOf === 0 ? first : 0;
  for (let i = 0; i < sizeOf; i++) length = length * 256 + (der[start + 2 + i] ?? 0);
  const content = start + 2 + sizeOf;
  if (content + length > der.length) throw new RangeError("no DER");
  return { content, end: content + length };
}

function bytesOf(block: string): Uint8Array {
  const base64 = block.replace(/-----[^-]+-----/g, "").replace(/\s/g, "");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
