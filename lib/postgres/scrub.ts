const REDACTED = "[redacted]";

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]*):[^\s@]*@/gi, `$1:${REDACTED}@`],
  [/SCRAM-SHA-256\$[^\s'"]+/g, REDACTED],
  [/\bmd5[0-9a-f]{32}\b/g, REDACTED],
  [/\b(password)(\s*=\s*|\s+)(e?'(?:[^'\\]|''|\\.)*'?|[^\s'"]+(?=\s|$))/gi, `$1$2${REDACTED}`],
];

/** Nobody reads more of a server's sentence, and a hostile one must not keep the patterns busy. */
const MAX_LENGTH = 2_000;

/**
 * The beginning of a server's text, with everything taken out that may be a secret: URLs' passwords, verifiers, hashes,
 * given secrets.
 */
export function scrub(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter((secret) => secret.length >= 8);
  const clean = known.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text).slice(0, 2 * MAX_LENGTH);
  // Cut again at the end: a pattern needs to see where a secret ends.
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), clean).slice(
    0,
    MAX_LENGTH,
  );
}
