import type { RoutineBody } from "../inspect/bodies.ts";
import { type Fault, unknown, writes } from "./body-uses.ts";

/**
 * VOLATILE functions of language internal that change nothing, by their C symbol (pg_proc.prosrc), so that a copy under
 * another name is judged the same. Reading files and statistics is reading.
 */
const VOLATILE_READERS =
  /^(array_sample|array_shuffle|be_lo_get|be_lo_get_fragment|clock_timestamp|current_query|currval_oid|drandom|drandom_normal|gen_random_uuid|int[48]random|numeric_random|lastval|uuidv7|uuidv7_interval|setseed|timeofday|amvalidate|show_all_file_settings|pg_advisory_\w+|pg_try_advisory_\w+|pg_available_wal_summaries|pg_blocking_pids|pg_collation_actual_version|pg_control_\w+|pg_current_\w+|pg_database_\w+|pg_get_\w+|pg_hba_file_rules|pg_ident_file_mappings|pg_indexes_size|pg_is_\w+|pg_jit_available|pg_last_\w+|pg_lock_status|pg_ls_\w+|pg_notification_queue_usage|pg_partition_\w+|pg_prepared_xact|pg_read_\w+|pg_relation_size|pg_safe_snapshot_blocking_pids|pg_sequence_last_value|pg_show_replication_origin_status|pg_sleep|pg_stat_file|pg_stat_file_1arg|pg_stat_get_\w+|pg_stat_have_stats|pg_stat_clear_snapshot|pg_table_size|pg_tablespace_size_\w+|pg_total_relation_size|pg_wal_summary_contents|pg_xact_\w+|tsm_\w+_handler)$/;

/** Marked VOLATILE or not, these run or read what an argument names. */
const NAMED_BY_CALLER =
  /^(query_to_xml\w*|cursor_to_xml\w*|table_to_xml\w*|schema_to_xml\w*|database_to_xml\w*|ts_stat[12]|tsquery_rewrite_query|pg_input_is_valid|pg_input_error_info)$/;

/** What no volatility excuses: these change something whatever pg_proc says of them. */
const CHANGING =
  /^(nextval_oid|setval_oid|setval3_oid|be_lo_(close|creat|create|export|from_bytea|import\w*|open|put|truncate\w*|unlink)|be_lowrite|set_config_by_name|pg_notify|pg_reload_conf|pg_rotate_logfile|pg_terminate_backend|pg_cancel_backend|pg_promote|pg_switch_wal|pg_stat_reset\w*|pg_create_\w+|pg_drop_\w+|pg_replication_\w+|pg_logical_\w+|pg_import_system_collations|pg_restore_\w+|pg_clear_\w+|pg_nextoid|brin_\w+|gin_clean_pending_list|binary_upgrade_\w+|pg_current_xact_id)$/;

/**
 * Whether a routine of initdb (or a copy of one) is known to change nothing; null if so.
 * The server's own volatility is believed for what came with initdb; the lists above cover where it says too little.
 */
export function builtinFault(routine: RoutineBody): Fault | null {
  const { name, source, language, volatility, builtIn } = routine;
  if (language === "internal") {
    if (CHANGING.test(source)) return writes(`calls ${name}`);
    if (NAMED_BY_CALLER.test(source)) return unknown(`calls ${name}, which runs or reads what its argument names`);
    if (VOLATILE_READERS.test(source) || volatility !== "v") return null;
    return unknown(`calls ${name}, which is VOLATILE`);
  }
  if (!builtIn) return null;
  if (volatility !== "v" || /^pg_sleep_(for|until)$/.test(name)) return null;
  return unknown(`calls ${name}, which is VOLATILE`);
}

/**
 * Extensions whose functions in C were read and only compute (PostgreSQL's contrib, pgvector, PostGIS). Those of their
 * functions that are VOLATILE, run a query that is handed to them, or look at relations are not among the known ones.
 */
const COMPUTING = new Set(
  `btree_gin btree_gist citext cube dict_int dict_xsyn earthdistance fuzzystrmatch hstore intagg intarray isn ltree
  pg_trgm pgcrypto seg unaccent uuid-ossp vector postgis postgis_raster postgis_topology postgis_sfcgal
  address_standardizer h3 ip4r semver pg_stat_statements`.split(/\s+/),
);
const VOLATILE_COMPUTING = new Set(
  `crypt gen_salt gen_random_bytes gen_random_uuid uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4 set_limit
  show_limit pgp_sym_encrypt pgp_sym_encrypt_bytea pgp_pub_encrypt pgp_pub_encrypt_bytea encrypt encrypt_iv
  pg_stat_statements pg_stat_statements_info`.split(/\s+/),
);

/** Whether a routine in C is known to change nothing; null if so. */
export function libraryFault({ extension, name, schema, volatility }: RoutineBody): Fault | null {
  if (extension === null) return unknown(`calls ${schema}.${name}, which is compiled code`);
  if (COMPUTING.has(extension) && (volatility !== "v" || VOLATILE_COMPUTING.has(name))) return null;
  return unknown(`calls ${schema}.${name} of the extension ${extension}`);
}
