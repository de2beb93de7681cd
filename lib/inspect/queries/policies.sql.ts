import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Row security policies, without their expressions (printing one opens the relation: policy-expressions).
 * OID 0 among the roles is PUBLIC.
 *
 * { oid: 16500, relation: 16390, name: "own rows", permissive: true, command: "*", roles: [0], has_using: true }
 */
export const POLICIES: Sql = sql`
select p.oid, p.polrelid as relation, p.polname as name, p.polpermissive as permissive, p.polcmd as command,
       p.polroles as roles, p.polqual is not null as has_using
  from pg_catalog.pg_policy p
 order by p.polrelid, p.polname collate "C"`;

export type PolicyRow = {
  oid: number;
  relation: number;
  name: string;
  permissive: boolean;
  command: string;
  roles: number[];
  has_using: boolean;
};
