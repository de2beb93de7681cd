/**
 * Whose call it is, by the address that the nearest `proxies` proxies vouch for: each of them has put the one it saw at
 * the end of X-Forwarded-For. Without a proxy the header is the caller's own word (Next fills it in only where there is
 * none), so then all callers are one: null.
 */
export function callerAddress(headers: Headers, proxies: number): string | null {
  if (proxies === 0) return null;
  const seen = (headers.get("x-forwarded-for") ?? "").split(",").map((one) => one.trim());
  return seen.at(-proxies) || null;
}
