import { type Sql, sql } from "../../postgres/sql.ts";

/**
 * Relations (r p v m f) of every schema but the system's. Pages of the TOAST table count as its own; neither relpages
 * nor has_table_privilege waits behind a lock (pg_relation_size does). `parent` is the partitioned table it hangs on.
 * The ACL comes as text: a key into relation-acls, which the server explodes once for each that is distinct.
 *
 * { oid: 16390, name: "orders", schema: 2200, kind: "r", owner: 10, rows: 1200, pages: 14, row_security: false,
 *   force_row_security: false, partition: false, parent: null, extension: null, grantable: true, readable: true,
 *   acl: "{postgres=arwdDxt/postgres}" }
 */
export const RELATIONS: Sql = sql`
select c.oid, c.relname as name, c.relnamespace as schema, c.relkind as kind, c.relowner as owner,
       c.reltuples as rows, c.relpages + coalesce(t.relpages, 0) as pages,
       c.relrowsecurity as row_security, c.relforcerowsecurity as force_row_security,
       i.inhparent as parent, e.extname as extension,
       pg_catalog.has_table_privilege(c.oid, 'SELECT WITH GRANT OPTION') as grantable,
       pg_catalog.has_table_privilege(c.oid, 'SELECT') as readable,
       c.relacl::pg_catalog.text as acl
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
  left join pg_catalog.pg_inherits i on c.relispartition and i.inhrelid = c.oid
  left join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid
        and d.objsubid = 0 and d.deptype = 'e' and d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
  left join pg_catalog.pg_extension e on e.oid = d.refobjid
 where c.relkind in ('r', 'p', 'v', 'm', 'f')
   and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
 order by n.nspname collate "C", c.relname collate "C"`;

export type RelationRow = {
  oid: number;
  name: string;
  schema: number;
  kind: "r" | "p" | "v" | "m" | "f";
  owner: number;
  rows: number;
  pages: number;
  row_security: boolean;
  force_row_security: boolean;
  parent: number | null;
  extension: string | null;
  grantable: boolean;
  readable: boolean;
  acl: string | null;
};
