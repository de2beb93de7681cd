import type { Snapshot } from "../../lib/inspect/snapshot.ts";
import { type Look, type LookRelation, lookFrom } from "../../lib/plan/look.ts";
import type { ConnectionInfo, Target } from "../../lib/postgres/client.ts";
import { connected, lookAt } from "../connect.ts";
import { readTarget } from "../credentials.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { connectionOf, type Flags } from "../flags.ts";
import { oneLine, printJson, printResult } from "../print.ts";

/** Server, provider, what this admin can do, schemas and relations with owners, estimates, RLS, sensitive columns. */
export async function inspectCommand(flags: Flags): Promise<ExitCode> {
  const target = await readTarget("ADMIN_DATABASE_URL", connectionOf(flags));
  const { snapshot, info } = await connected(target, flags, async (client) => ({
    snapshot: await lookAt(client, target, flags),
    info: client.info,
  }));
  const look = lookFrom(snapshot, info.tls, flags.role);
  if (flags.json) printJson(documentOf(target, snapshot, info, look));
  else printResult(linesOf(target, snapshot, look).map(oneLine).join("\n"));
  return EXIT.done;
}

function documentOf(target: Target, snapshot: Snapshot, info: ConnectionInfo, look: Look) {
  const { server, admin } = snapshot;
  return {
    formatVersion: 1,
    server: {
      versionNum: server.versionNum,
      version: server.version,
      host: target.host,
      port: target.port,
      database: look.database,
      provider: server.provider,
      tls: look.tls,
      inRecovery: server.inRecovery,
      pooled: info.pooled,
    },
    admin: {
      ...look.admin,
      bypassRls: admin.bypassRls,
      actsAs: admin.actsAs,
      canGrantRoles: admin.canGrantRoles === true ? "all" : admin.canGrantRoles,
      rowRules: look.rowRules,
    },
    role: look.existingRole,
    schemas: look.schemas,
    relations: look.relations,
  };
}

function linesOf(target: Target, snapshot: Snapshot, look: Look): string[] {
  const { server, admin } = snapshot;
  const power = admin.superuser ? "superuser" : admin.createRole ? "may make roles" : "may not make roles";
  const where = `${target.host}:${target.port}/${look.database}`;
  return [
    `${server.version.split(" ").slice(0, 2).join(" ")} at ${where}${look.provider ? ` (${look.provider.name})` : ""}${server.inRecovery ? ", a copy that cannot be changed" : ""}`,
    `Signed in as ${admin.name}: ${power}.`,
    ...(look.existingRole ? [roleLine(look.existingRole)] : []),
    ...look.schemas.flatMap((schema) => [
      "",
      `${schema.name}${schema.kind === "user" ? "" : ` (${schema.kind}'s own, left out by default)`}`,
      ...look.relations.filter((one) => one.schema === schema.name).map(relationLine),
      ...schema.creators.filter((one) => !one.covered).map((one) => `  later tables of ${one.role}: ${one.remedy}`),
    ]),
  ];
}

function roleLine({ name, ours }: { name: string; ours: boolean }): string {
  return `The role ${name} exists${ours ? ", made by us." : " and was not made by us."}`;
}

const KINDS = { r: "table", p: "partitioned table", v: "view", m: "materialized view", f: "foreign table" } as const;

function relationLine(relation: LookRelation): string {
  const rows = relation.estimatedRows === null ? "" : `, about ${relation.estimatedRows} rows`;
  const secret = relation.columns.filter((one) => one.sensitivity?.level === "secret").map((one) => one.name);
  const personal = relation.columns.filter((one) => one.sensitivity?.level === "personal").map((one) => one.name);
  return [
    `  ${relation.name}: ${KINDS[relation.kind]} of ${relation.owner}${rows}`,
    ...(relation.rowSecurity ? ["row rules"] : []),
    ...(relation.grantable ? [] : ["its owner must share it"]),
    ...(relation.sensitivity ? [`left out by default: ${relation.sensitivity.why}`] : []),
    ...(secret.length > 0 ? [`secret: ${secret.join(", ")}`] : []),
    ...(personal.length > 0 ? [`personal: ${personal.join(", ")}`] : []),
  ].join("; ");
}
