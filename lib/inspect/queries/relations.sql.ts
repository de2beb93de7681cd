import { type Sql, sql } from "../../postgres/sql.ts";
import type { RawAcl } from "../acl.ts";

/**
 * Relations (r p v m f) of every schema but the system's: a row is all of a schema that share kind, owner, row security
 * and ACL, since fifty thousand relations have a few such shapes, and what is asked of the ACL is asked once for each.
 * `grantable` and `readable` by whoever asks, as has_table_privilege has it (pg_class_aclmask, aclchk.c): the owner
 * holds every grant option, pg_read_all_data (14+) reads. relpages waits behind no lock (pg_relation_size does). TOAST
 * tables that have pages are rows of their own, of kind t: joining them here would read pg_class twice. Unordered.
 *
 * { schema: 2200, kind: "r", owner: 10, row_security: false, force_row_security: false, grantable: true,
 *   readable: true, acl: [["10", "0", "SELECT", false], …], oids: [16390], names: ["orders"], rows: [1200], pages: [14],
 *   toasts: [16393] }
 */
export const RELATIONS: Sql = sql`
with shapes as materialized (
  select c.relnamespace, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl,
         pg_catalog.json_agg(c.oid::pg_catalog.int8) as oids,
         pg_catalog.json_agg(c.relname) filter (where c.relkind <> 't') as names,
         pg_catalog.json_agg(c.reltuples) as rows,
         pg_catalog.json_agg(c.relpages) as pages, pg_catalog.json_agg(c.reltoastrelid::pg_catalog.int8) as toasts
    from pg_catalog.pg_class c
   where c.relkind in ('r', 'p', 'v', 'm', 'f')
     and c.relnamespace in (select n.oid from pg_catalog.pg_namespace n
                             where n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
      or c.relkind = 't' and c.relpages > 0
   group by c.relnamespace, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl
)
select s.relnamespace as schema, s.relkind as kind, s.relowner as owner,
       s.relrowsecurity as row_security, s.relforcerowsecurity as force_row_security,
       pg_catalog.pg_has_role(s.relowner, 'USAGE') or coalesce(a.grants, false) as grantable,
       coalesce(a.reads, false) or exists (select from pg_catalog.pg_roles r
         where r.rolname = 'pg_read_all_data' and pg_catalog.pg_has_role(r.oid, 'USAGE'))
         or exists (select from pg_catalog.pg_roles r where r.rolname = current_user and r.rolsuper) as readable,
       a.acl, s.oids, s.names, s.rows, s.pages, s.toasts
  from shapes s
 cross join lateral (
       select pg_catalog.json_agg(pg_catalog.json_build_array(x.grantor, x.grantee, x.privilege_type, x.is_grantable)
                order by x.grantee, x.privilege_type, x.grantor) as acl,
              pg_catalog.bool_or(x.is_grantable and m.mine) filter (where x.privilege_type = 'SELECT') as grants,
              pg_catalog.bool_or(m.mine) filter (where x.privilege_type = 'SELECT') as reads
         from pg_catalog.aclexplode(coalesce(s.relacl, pg_catalog.acldefault('r', s.relowner))) x
        cross join lateral (select x.grantee = 0 or pg_catalog.pg_has_role(x.grantee, 'USAGE') as mine) m) a`;

export type RelationShapeRow = {
  schema: number;
  kind: "r" | "p" | "v" | "m" | "f";
  owner: number;
  row_security: boolean;
  force_row_security: boolean;
  grantable: boolean;
  readable: boolean;
  acl: RawAcl | null;
  oids: number[];
  names: string[];
  rows: number[];
  /** Without those of their TOAST tables. */
  pages: number[];
  /** OIDs of their TOAST tables; 0: none. */
  toasts: number[];
};

export type ToastShapeRow = { kind: "t"; oids: number[]; pages: number[] };

/** Each partition, and the partitioned table it hangs on. */
export const PARTITIONS: Sql = sql`
select i.inhrelid as oid, i.inhparent as parent
  from pg_catalog.pg_inherits i
  join pg_catalog.pg_class c on c.oid = i.inhrelid
 where c.relispartition and c.relkind in ('r', 'p', 'f')`;

export type PartitionRow = { oid: number; parent: number };
