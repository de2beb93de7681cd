import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import ipaddr from "ipaddr.js";
import { AppError } from "../errors.ts";

/** Which addresses the app may dial. Lists hold addresses, CIDR ranges, names, or `.suffix` of names. */
export type DialPolicy = {
  /** When not empty, only these. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** Ports the app itself listens on: refused on this machine's own addresses. */
  readonly ownPorts: readonly number[];
  /** The app's own store, which nobody may aim it at. */
  readonly ownStore: { readonly host: string; readonly port: number; readonly database: string } | null;
  /** Paths of Unix sockets are for the command line only. */
  readonly unixSockets: boolean;
  /** Looks names up in place of the system's resolver. */
  readonly lookup?: (host: string) => Promise<readonly string[]>;
  /**
   * `public`: of addresses that only this app's network reaches, nothing is told before a Postgres server answered
   * (discretion.ts). Unset: all is told.
   */
  readonly tell?: "public";
  /** Of tries that no Postgres server answers. */
  readonly allowance?: Allowance;
};

/** One is taken before each try to connect, and given back once a Postgres server has answered. */
export type Allowance = {
  /** Throws AppError `refused.too-often` when none is left. */
  readonly take: () => Promise<void>;
  readonly giveBack: () => void;
};

export const OPEN_POLICY: DialPolicy = { allow: [], deny: [], ownPorts: [], ownStore: null, unixSockets: false };

/** Never dialled, whatever the policy says: neighbours and metadata services of a cloud machine, and no-hosts. */
const ALWAYS_REFUSED = [
  "0.0.0.0/8", // "this network", RFC 1122
  "169.254.0.0/16", // link-local, metadata of AWS, GCP, Azure
  "168.63.129.16/32", // Azure's WireServer
  "100.100.100.200/32", // Alibaba's metadata
  "192.0.0.192/32", // Oracle's metadata
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
  "::/128",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
  "fd00:ec2::254/128", // AWS metadata over IPv6
  "fd20:ce::254/128", // GCP metadata over IPv6
  "fd00:42::42/128", // Scaleway's metadata
] as const;

const LOCAL_RANGES = ["loopback", "private", "uniqueLocal", "carrierGradeNat"];

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * The address itself and every IPv4 address that is wrapped in it (v4-mapped and -compatible, SIIT, NAT64, 6to4, Teredo),
 * since a packet to the wrapping may come out at the wrapped one.
 */
function unwrapped(text: string): Address[] {
  const address = ipaddr.parse(stripZone(text));
  if (address.kind() === "ipv4") return [address];
  const bytes = address.toByteArray();
  const at = (start: number) => new ipaddr.IPv4(bytes.slice(start, start + 4));
  const is = (range: string) => inRange(address, range);
  if (is("::ffff:0:0/96") || is("::ffff:0:0:0/96") || is("64:ff9b::/96")) return [address, at(12)];
  if (is("64:ff9b:1::/48")) return [address, ...translated(bytes)];
  if (is("2002::/16")) return [address, at(2)];
  if (is("2001::/32")) return [address, at(4), new ipaddr.IPv4(bytes.slice(12).map((byte) => byte ^ 0xff))];
  if (is("::/96") && !is("::/127")) return [address, at(12)];
  return [address];
}

/** The IPv4 addresses that a NAT64 of any prefix length would make of it (RFC 6052, section 2.2; byte 8 is left out). */
function translated(bytes: number[]): ipaddr.IPv4[] {
  const without8 = [...bytes.slice(0, 8), ...bytes.slice(9)];
  const inner = [4, 5, 6, 7, 8].map((start) => without8.slice(start, start + 4));
  return [...inner, bytes.slice(12)].map((four) => new ipaddr.IPv4(four));
}

/** Single IPv4 addresses of metadata services: refused behind whatever prefix a network translates IPv6 with. */
const METADATA = [
  "169.254.169.254",
  "169.254.170.2",
  "169.254.170.23",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
];

/** The range of the always-refused list that an address falls in, also when wrapped; null when none. */
export function refusedRange(text: string): string | null {
  const faces = unwrapped(text);
  const listed = ALWAYS_REFUSED.find((range) => faces.some((face) => inRange(face, range)));
  const whole = faces[0];
  if (listed !== undefined || whole === undefined || whole.kind() === "ipv4") return listed ?? null;
  const behind = translated(whole.toByteArray()).map((face) => face.toString());
  return METADATA.find((address) => behind.includes(address)) ?? null;
}

/**
 * The address that stands in the place of a name, in any spelling that a resolver would take for one: octal, hex, short
 * (`0xa9fea9fe`, `0251.0376.43518`), with a dot at its end, in full-width digits. Null for names.
 */
export function addressIn(host: string): string | null {
  const text = host
    .normalize("NFKC")
    .replace(/[\u3002\uff61]/g, ".")
    .replace(/\.+$/, "");
  if (ipaddr.IPv4.isValid(text)) return ipaddr.IPv4.parse(text).toString();
  return isIP(text) === 6 ? text : null;
}

/** Loopback, or an address that is not routed on the internet: there a line without TLS may be agreed to. */
export function isLocalAddress(text: string): boolean {
  const faces = unwrapped(text);
  const inner = faces.length === 2 && inRange(faces[0] as Address, "::ffff:0:0/96") ? faces[1] : faces[0];
  return LOCAL_RANGES.includes((inner as Address).range());
}

/** Routed on the internet as it stands, and nothing else wrapped in it: anybody can reach it without us. */
export function isPublicAddress(text: string): boolean {
  return unwrapped(text).every((face) => face.range() === "unicast");
}

/** True when the address, or the name it came from, stands in the list. A line that cannot be read throws. */
export function isListed(list: readonly string[], host: string, address: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  const faces = unwrapped(address);
  return list.some((entry) => {
    const text = entry.trim().toLowerCase().replace(/^\*\./, ".");
    if (text.includes("/") || ipaddr.isValid(text)) return faces.some((face) => inRange(face, text));
    return text.startsWith(".") ? name.endsWith(text) : name === text;
  });
}

/**
 * Splits a setting such as `10.0.0.0/8, .example.com` into the entries of a DialPolicy.
 * Throws AppError `usage.address-list` on an entry that is neither address, range nor name: a typo must not open a door.
 */
export function parseAddressList(text: string): string[] {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== "");
  const wrong = entries.find((entry) => !isEntry(entry));
  if (wrong === undefined) return entries;
  throw new AppError("usage.address-list", `We cannot read this entry of the list of addresses: ${wrong}`, {
    hint: "Write addresses (10.1.2.3), ranges (10.0.0.0/8), names (db.example.com) or endings (.example.com).",
  });
}

function isEntry(entry: string): boolean {
  if (entry.includes("/")) return ipaddr.isValidCIDR(entry);
  if (ipaddr.isValid(entry)) return true;
  return (
    /^(\*?\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/i.test(entry) &&
    !/^[\d.]+$/.test(entry)
  );
}

/** True for addresses of this machine: loopback and whatever its network cards hold. */
export function isOwnAddress(text: string): boolean {
  const own = Object.values(networkInterfaces()).flatMap((cards) =>
    (cards ?? []).map((card) => stripZone(card.address)),
  );
  return unwrapped(text).some((face) => face.range() === "loopback" || own.includes(face.toString()));
}

/** Whether two texts are one address: `0:0::1` is `::1`. */
export function isSameAddress(one: string, other: string): boolean {
  return ipaddr.parse(stripZone(one)).toNormalizedString() === ipaddr.parse(stripZone(other)).toNormalizedString();
}

function inRange(address: Address, range: string): boolean {
  const [start, bits] = range.includes("/")
    ? ipaddr.parseCIDR(range)
    : ([ipaddr.parse(range), ipaddr.parse(range).kind() === "ipv4" ? 32 : 128] as const);
  if (start.kind() !== address.kind()) return false;
  return address.match(start as ipaddr.IPv4 & ipaddr.IPv6, bits);
}

function stripZone(text: string): string {
  return text.replace(/%.*$/, "").replace(/^\[|\]$/g, "");
}
