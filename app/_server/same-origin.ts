/**
 * Whether a POST comes from a page of this app. A missing Origin is refused: every browser sends one with POST.
 * Plain http counts only on the machine itself, so a name that is re-bound to our address gets nothing.
 */
export function isSameOrigin(headers: Headers, publicOrigin: string | undefined): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const { protocol, host, hostname, origin: exact } = new URL(origin);
  if (exact !== origin) return false;
  if (publicOrigin !== undefined && origin === publicOrigin) return true;
  if (protocol !== "https:" && !(protocol === "http:" && ON_THIS_MACHINE.includes(hostname))) return false;
  return host === headers.get("host")?.toLowerCase();
}

const ON_THIS_MACHINE = ["localhost", "127.0.0.1", "[::1]"];
