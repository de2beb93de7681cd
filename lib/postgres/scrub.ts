const REDACTED = "[redacted]";

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@/gi, `$1:${REDACTED}@`],
  [/SCRAM-SHA-256\$[^\s'"]+/g, REDACTED],
  [/\bmd5[0-9a-f]{32}\b/g, REDACTED],
  [/\b(password)(\s*=\s*|\s+)(e?'(?:[^'\\]|''|\\.)*'?|[^\s'"]+(?=\s|$))/gi, `$1$2${REDACTED}`],
];

/** Text of a server with everything taken out that may be a secret: URLs' passwords, verifiers, hashes, given secrets. */
export function scrub(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= 8);
  const clean = known.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), clean);
}
