import { AppError } from "../errors.ts";
import { inspectRoleLife, type RoleLife } from "../inspect/role-life.ts";
import { actingAs } from "../postgres/acting-as.ts";
import { type Client, type ClientOptions, type ConnectionInfo, type Target, withClient } from "../postgres/client.ts";
import { ident } from "../postgres/sql.ts";
import { MARKER, PENDING_MARKER } from "../statements/marker.ts";

/** Whose life is changed, and how to get there. */
export type LifeOptions = {
  role: string;
  /** Change a role that is not marked as ours, too. */
  adopt?: boolean;
  /** A permanent admin role that the login is a member of: everything is done as it. */
  actAs?: string | null;
  client?: ClientOptions;
  onConnected?: (info: ConnectionInfo) => void;
};

/** Signs in as the admin, and hands the session over as the role that is to act. */
export function asAdmin<T>(target: Target, options: LifeOptions, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(target, options.client ?? {}, async (session) => {
    options.onConnected?.(session.info);
    return work(options.actAs ? await actingAs(session, options.actAs) : session);
  });
}

/** The role, known to be one that we may change. Throws AppError `refused.*` before anything is changed. */
export async function roleToChange(client: Client, options: LifeOptions): Promise<RoleLife> {
  const life = await inspectRoleLife(client, options.role);
  if (life === null) throw noSuchRole(options.role);
  refuseUnfit(life, options.adopt ?? false);
  if (!life.mayAlter) throw mayNotAlter(life);
  return life;
}

/** Throws AppError `refused.*` where the role is none of ours to change: not marked, all-powerful, the admin itself. */
export function refuseUnfit(life: RoleLife, adopt: boolean): void {
  if (life.inRecovery) {
    throw new AppError("refused.replica", "This is a copy that cannot be changed. Nothing was changed.", {
      hint: "Use the main address (writer, primary) of this database.",
      detail: "pg_is_in_recovery() = true",
      sqlstate: "25006",
    });
  }
  if (life.superuser) {
    throw new AppError("refused.role-superuser", `The login ${life.name} may do everything. Nothing was changed.`, {
      hint: "This is not the login that was made for Lucien: check the name.",
      detail: "rolsuper = true",
      field: "role",
    });
  }
  if (life.comment !== MARKER && life.comment !== PENDING_MARKER && !adopt) {
    throw new AppError("refused.role-exists", `We did not make the login ${life.name}. Nothing was changed.`, {
      hint: "Check the name. If it is the right one, say so: --adopt.",
      detail: `The role has no COMMENT marker ${MARKER}.`,
      sqlstate: "42710",
      field: "role",
    });
  }
}

function noSuchRole(role: string): AppError {
  return new AppError("refused.no-such-role", `There is no login called ${role} on this server.`, {
    hint: "Check the name: capital letters count.",
    detail: "No row in pg_roles.",
    sqlstate: "42704",
    field: "role",
  });
}

function mayNotAlter({ name, me, versionNum }: RoleLife): AppError {
  if (name === me.name) {
    return new AppError("refused.role-is-admin", "The login to change is the one you signed in with.", {
      hint: "Sign in as the admin who made it, or as a superuser.",
      detail: `current_user = ${name}`,
      field: "role",
    });
  }
  const line =
    versionNum >= 160_000
      ? `GRANT ${ident(name)} TO ${ident(me.name)} WITH ADMIN OPTION; ALTER ROLE ${ident(me.name)} CREATEROLE;`
      : `ALTER ROLE ${ident(me.name)} CREATEROLE;`;
  return new AppError("refused.role-not-ours", `This admin may not change the login ${name}. Nothing was changed.`, {
    hint: `Sign in as the admin who made it or as a superuser, or let a superuser run: ${line}`,
    detail: `${me.name} is no superuser and has no CREATEROLE${versionNum >= 160_000 ? `, or no ADMIN OPTION on ${name}` : ""}: ALTER ROLE would fail with 42501.`,
    sqlstate: "42501",
  });
}
