import { type AdminShape, sharedFrom16 } from "./admin-shape.ts";

/** Where the facts come from: design note 06, provider table; each is what the host documents, not a recording. */

/** RDS: NOSUPERUSER master, member of the group rds_superuser; schema public stays the host's on 14 and older. */
const RDS: AdminShape = {
  id: "rds",
  provider: "aws-rds",
  roles: ["rdsadmin", "rds_superuser", "rds_password", "rds_replication"],
  attributes: () => "createrole createdb",
  setUp: ({ admin, database, version }) => `
    create role rdsadmin superuser; create role rds_superuser; create role rds_password; create role rds_replication;
    grant pg_monitor, pg_signal_backend, rds_password, rds_replication to rds_superuser;
    grant rds_superuser to ${admin};
    alter database ${database} owner to ${admin};
    ${version < 15 ? "alter schema public owner to rdsadmin;" : ""}`,
  makesApp: "admin",
  reserved: "rds_lucien",
  expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: false }),
};

/** Cloud SQL: databases belong to the group cloudsqlsuperuser; further logins are made by the host. */
const CLOUD_SQL: AdminShape = {
  id: "cloud-sql",
  provider: "google-cloud-sql",
  roles: ["cloudsqladmin", "cloudsqlsuperuser"],
  attributes: () => "createrole createdb",
  setUp: ({ admin, database }) => `
    create role cloudsqladmin superuser; create role cloudsqlsuperuser createrole createdb;
    grant pg_monitor to cloudsqlsuperuser; grant cloudsqlsuperuser to ${admin};
    alter database ${database} owner to cloudsqlsuperuser; alter schema public owner to cloudsqlsuperuser;`,
  makesApp: "host",
  reserved: "cloudsqllucien",
  expects: () => ({ outcome: "works", appOwned: "uncovered", bypass: false }),
};

/** Azure: member of azure_pg_admin; BYPASSRLS may be handed on from 16. */
const AZURE: AdminShape = {
  id: "azure",
  provider: "azure",
  roles: ["azuresu", "azure_pg_admin"],
  attributes: (version) => `createrole createdb replication${version >= 16 ? " bypassrls" : ""}`,
  setUp: ({ admin, database }) => `
    create role azuresu superuser; create role azure_pg_admin; grant azure_pg_admin to ${admin};
    grant pg_monitor to azure_pg_admin; alter database ${database} owner to ${admin}; alter schema public owner to azure_pg_admin;`,
  makesApp: "admin",
  reserved: "azure_lucien",
  expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: version >= 16 }),
};

/** Neon: reads everything through neon_superuser, grants only what it owns: the shape in which GRANT lies (01007). */
const NEON: AdminShape = {
  id: "neon",
  provider: "neon",
  roles: ["cloud_admin", "neon_superuser"],
  attributes: () => "createrole createdb replication bypassrls",
  setUp: ({ admin, database, version }) => `
    create role cloud_admin superuser; create role neon_superuser createrole createdb replication bypassrls;
    ${version >= 14 ? "grant pg_read_all_data, pg_write_all_data to neon_superuser;" : ""}
    grant neon_superuser to ${admin}; alter database ${database} owner to ${admin};
    ${version < 15 ? `alter schema public owner to ${admin};` : ""}`,
  makesApp: "host",
  reserved: "pgx_lucien",
  expects: (version) => ({ outcome: "works", appOwned: "uncovered", bypass: version >= 16 }),
};

const DIGITAL_OCEAN: AdminShape = {
  id: "digitalocean",
  provider: "digitalocean",
  roles: ["_dodb", "doadmin"],
  attributes: () => "createrole createdb replication",
  setUp: ({ admin, database }) => `
    create role _dodb superuser; create role doadmin; grant doadmin to ${admin};
    grant pg_monitor to ${admin}; alter database ${database} owner to doadmin;`,
  makesApp: "admin",
  reserved: "_dolucien",
  expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: false }),
};

const AIVEN: AdminShape = {
  id: "aiven",
  provider: "aiven",
  roles: ["_aiven", "avnadmin"],
  attributes: () => "createrole createdb replication noinherit",
  setUp: ({ admin, database, version }) => `
    create role _aiven superuser; create role avnadmin; ${version >= 16 ? `grant avnadmin to ${admin} with inherit false, set true` : `grant avnadmin to ${admin}`};
    alter database ${database} owner to avnadmin; ${version < 15 ? "alter schema public owner to _aiven;" : ""}`,
  makesApp: "admin",
  reserved: "_aivenlucien",
  expects: (version) => ({ outcome: "works", appOwned: sharedFrom16(version), bypass: false }),
};

export const HOSTS: readonly AdminShape[] = [RDS, CLOUD_SQL, AZURE, NEON, DIGITAL_OCEAN, AIVEN];
