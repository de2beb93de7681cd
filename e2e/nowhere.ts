/** A host that cannot be: a label has 63 letters at most (RFC 1035), so no resolver is asked, and none can be out of order. */
export const NOWHERE = `${"x".repeat(64)}.invalid`;
