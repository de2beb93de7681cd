import type { AccessIdentity } from "../access.ts";
import { PUBLIC_OID } from "./facts.ts";

/** The lists of OIDs that the queries take. Without a role, 0 stands for PUBLIC alone. */
export type ReachOids = {
  role: number;
  /** Every reachable role. */
  all: number[];
  /** Those whose privileges hold without a step. */
  inherited: number[];
  /** All but superusers: what a superuser owns says nothing that "superuser" does not. */
  modest: number[];
  /** It reads or writes every relation by a predefined role (14+), which includes USAGE on every schema. */
  everySchema: boolean;
};

const EVERY_SCHEMA = new Set(["pg_read_all_data", "pg_write_all_data"]);

export function reachOids({ role, reach, roles }: AccessIdentity): ReachOids {
  const all = role ? reach.map((r) => r.oid) : [PUBLIC_OID];
  const superuser = (oid: number) => roles.get(oid)?.superuser ?? false;
  return {
    role: role?.oid ?? PUBLIC_OID,
    all,
    inherited: role ? reach.filter((r) => r.inherited).map((r) => r.oid) : [],
    modest: all.filter((oid) => !superuser(oid)),
    everySchema: reach.some((r) => (r.canAct && superuser(r.oid)) || EVERY_SCHEMA.has(r.name)),
  };
}

/** The same for what holds without a step: all relations are meant, since the role reads all of them. */
export function readsEverything({ role, reach }: AccessIdentity): boolean {
  return role?.superuser === true || reach.some((r) => r.inherited && r.name === "pg_read_all_data");
}
