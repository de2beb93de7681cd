import type { Finding } from "../audit/finding.ts";
import type { Access } from "../inspect/access.ts";
import type { OtherDatabasesReport } from "./other-databases.ts";
import type { Probe, ProbeAction, WayAround } from "./verification.ts";

/** What each way rests on: findings of these codes make it open, refusals of these tries are its evidence. */
const WAYS: Readonly<Partial<Record<WayAround["id"], { codes: readonly string[]; tries: readonly ProbeAction[] }>>> = {
  "new-table": { codes: ["schema-create", "database-create"], tries: ["create-table", "create-schema"] },
  "temporary-table": { codes: ["temporary-tables"], tries: ["create-temporary"] },
  "definer-routine": { codes: ["definer-routine", "native-routine", "sensitive-routine"], tries: [] },
  "become-another": {
    codes: ["admin-option", "predefined-role", "role-attribute", "system-read"],
    tries: ["set-role"],
  },
  "settings-files": {
    codes: [
      "parameter-alter-system",
      "parameter-set",
      "untrusted-language",
      "lo-compat-privileges",
      "sensitive-routine",
    ],
    tries: [],
  },
  "later-rights": { codes: ["default-privileges", "latent-privilege", "grant-option"], tries: [] },
};

/** Objects through which one writes somewhere else. */
const THROUGH = ["view", "foreign-table", "foreign-server", "foreign-data-wrapper", "user-mapping", "rule"];

/** The ways that the audit of this database answers; the others are told as they are known. */
export function waysAround(findings: readonly Finding[], probes: readonly Probe[], access: Access): WayAround[] {
  const through = findings.filter((one) => THROUGH.includes(one.object?.type ?? ""));
  const roles = access.roles.size - 1;
  const become = access.reach.filter((role) => role.how !== "self").length;
  const answers: WayAround[] = (Object.keys(WAYS) as WayAround["id"][]).map((id) => {
    const { codes = [], tries = [] } = WAYS[id] ?? {};
    const own = findings.filter((one) => codes.includes(one.code));
    return { id, state: stateOf(own), answer: answerOf(own, refusals(probes, tries)) };
  });
  const named = answers.map((way) => {
    if (way.state === "open") return way;
    if (way.id === "definer-routine") return { ...way, answer: "0 reachable" };
    return way.id === "become-another" ? { ...way, answer: `${become} of ${roles} roles` } : way;
  });
  return [...named, { id: "through-view", state: stateOf(through), answer: answerOf(through, []) }];
}

export function wayIntoDatabases({ findings, entered, closed, unknown }: OtherDatabasesReport): WayAround {
  const open = findings.filter((one) => one.class === "write");
  if (open.length > 0) return { id: "other-databases", state: "open", answer: counted(open.length) };
  if (unknown > 0) return { id: "other-databases", state: "unsure", answer: `${unknown} not looked at` };
  return { id: "other-databases", state: "shut", answer: `${entered} looked at, ${closed} closed` };
}

/** What stands open through PUBLIC and changes none of the data is open to any login. */
function stateOf(findings: readonly Finding[]): WayAround["state"] {
  if (findings.some((one) => one.class === "write")) return "open";
  return findings.some((one) => one.class === "side-effect") ? "anyone" : "shut";
}

function answerOf(findings: readonly Finding[], denied: readonly Probe[]): string {
  const open = findings.filter((one) => one.class === "write");
  if (open.length > 0) return counted(open.length);
  if (findings.some((one) => one.class === "side-effect")) return "any login may";
  return denied.length > 0 ? `denied ${denied[0]?.sqlstate}` : "no right (catalog)";
}

function refusals(probes: readonly Probe[], tries: readonly ProbeAction[]): Probe[] {
  return probes.filter(({ action, result }) => tries.includes(action) && result === "denied");
}

function counted(open: number): string {
  return open === 1 ? "1 open" : `${open} open`;
}
