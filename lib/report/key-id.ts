/** A fingerprint as somebody typed it, as the file has it; null where it is none. */
export function keyIdFrom(typed: string): string | null {
  const hex = typed.replaceAll(/[\s:-]/g, "").toLowerCase();
  return /^[0-9a-f]{32}$/.test(hex) ? hex : null;
}
