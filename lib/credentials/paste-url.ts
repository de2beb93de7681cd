import { type PasteProblem, PROBLEMS, type RawParameters } from "./paste.types.ts";

/** After the `@`: hosts with ports, then perhaps a path, a query, a fragment. */
const AFTER_USER =
  /^(?<hosts>(?:\[[0-9a-f:.%]+\]|[^\s:/?#@[\]]*)(?::\d*)?(?:,(?:\[[0-9a-f:.%]+\]|[^\s:/?#@[\],]*)(?::\d*)?)*)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?(?:#.*)?$/i;

/** An `@` behind one of these belongs to the parameter's value. */
const IN_PARAMETER = /[?&](?:user|password|options|application_name|sslmode|host|currentSchema|search_path)=[^&]*$/i;

/**
 * Reads `user:password@host:port/database?parameters` (what stands behind `://`) as people paste it, into `into`.
 * Raw `@ : / ? #` in the password are taken as part of it: the user ends at the first `:`, the password at the last
 * `@` behind which something like a host stands. Gives a problem, or null.
 */
export function readUrl(rest: string, into: RawParameters): PasteProblem | null {
  const found = split(rest);
  if (found === null) return PROBLEMS.unreadable;
  const { userInfo, groups } = found;
  readQuery(groups.query ?? "", into);
  if (userInfo !== null) readUserInfo(userInfo, into);
  if (groups.path) into.set("dbname", decode(groups.path));
  return readHosts(groups.hosts ?? "", into);
}

function split(rest: string): { userInfo: string | null; groups: Record<string, string | undefined> } | null {
  const first = rest.indexOf("@");
  for (let at = rest.lastIndexOf("@"); at >= 0; at = at === 0 ? -1 : rest.lastIndexOf("@", at - 1)) {
    if (at !== first && IN_PARAMETER.test(rest.slice(first, at))) continue;
    const match = AFTER_USER.exec(rest.slice(at + 1));
    if (match?.groups && !IN_PARAMETER.test(rest.slice(0, at)))
      return { userInfo: rest.slice(0, at), groups: match.groups };
  }
  const match = AFTER_USER.exec(rest);
  return match?.groups ? { userInfo: null, groups: match.groups } : null;
}

function readUserInfo(userInfo: string, into: RawParameters): void {
  const colon = userInfo.indexOf(":");
  const user = decode(colon < 0 ? userInfo : userInfo.slice(0, colon));
  if (user !== "") into.set("user", user);
  if (colon >= 0 && colon < userInfo.length - 1) into.set("password", decode(userInfo.slice(colon + 1)));
}

function readHosts(hosts: string, into: RawParameters): PasteProblem | null {
  const all = hosts.split(",");
  const each = all.map((one) => /^(?:\[(?<v6>[^\]]*)\]|(?<name>[^:]*))(?::(?<port>\d*))?$/.exec(one)?.groups ?? {});
  const host = each.map(({ v6, name }) => decode(v6 ?? name ?? "")).join(",");
  const ports = each.map(({ port }) => port ?? "").join(",");
  if (host !== "") {
    // The visible host counts; `?host=` would lead somewhere else than what the reader sees.
    if (into.has("host")) into.set("?host", into.get("host") ?? "");
    if (into.has("port")) into.set("?port", into.get("port") ?? "");
    into.set("host", host);
    into.delete("port");
  }
  if (/\d/.test(ports)) into.set("port", ports);
  return all.length > 1 ? PROBLEMS.severalHosts : null;
}

function readQuery(query: string, into: RawParameters): void {
  for (const pair of query.split("&").filter((part) => part !== "")) {
    const equals = pair.indexOf("=");
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    into.set(key, decode(equals < 0 ? "" : pair.slice(equals + 1)));
  }
}

/** Percent-decoding that keeps what is not a valid escape: a raw `%` in a password is a `%`. `+` is a plus. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
