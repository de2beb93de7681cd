import { checkRoleName } from "../credentials/role-name.ts";
import { AppError } from "../errors.ts";
import type { ExistingRole, Snapshot } from "../inspect/snapshot.ts";
import { providerById } from "../postgres/providers.ts";
import { ident } from "../postgres/sql.ts";
import { canAlter } from "./login.ts";
import type { PlanRequest } from "./request.ts";

/** Throws `refused.*` where no plan makes sense, before anything is looked at in detail. */
export function refuseAtOnce(request: PlanRequest, snapshot: Snapshot): void {
  refuseServer(snapshot);
  checkRoleName(request.role, providerById(snapshot.server.provider));
  if (request.schemas.length === 0) {
    throw nothingChosen();
  }
  if (request.role === snapshot.admin.name) {
    throw new AppError("refused.role-is-admin", "The new login cannot be the one you signed in with.", {
      hint: "Choose another name for the new login.",
      field: "role",
    });
  }
  if (snapshot.role === null) refuseWithoutCreateRole(snapshot);
  else refuseRole(request, snapshot, snapshot.role);
}

/** Nothing to read, now or later. */
export function nothingChosen(): AppError {
  return new AppError("refused.nothing-chosen", "There is nothing to share yet.", {
    hint: "Choose at least one table, or a schema whose later tables are shared, too.",
  });
}

/** Throws `refused.replica` where nothing can be changed at all. */
export function refuseServer({ server }: Snapshot): void {
  if (!server.inRecovery) return;
  throw new AppError("refused.replica", "This is a copy that cannot be changed. Nothing was changed.", {
    hint: "Use the main address (writer, primary) of this database.",
    detail: "pg_is_in_recovery() = true",
    sqlstate: "25006",
  });
}

function refuseWithoutCreateRole({ admin, roles }: Snapshot): void {
  if (admin.superuser || admin.createRole) return;
  const able = roles.find((r) => (r.superuser || r.createRole) && admin.canSetRole.includes(r.name));
  if (able !== undefined) {
    throw new AppError("refused.no-createrole", "This login may not make other logins itself. Nothing was changed.", {
      hint: `It is a member of ${able.name}, who may: act as that role (--act-as ${able.name}).`,
      detail: `rolcreaterole = false for ${admin.name}; CREATEROLE is an attribute and is not inherited.`,
      sqlstate: "42501",
    });
  }
  throw new AppError("refused.no-createrole", "This login may not make other logins. Nothing was changed.", {
    hint: `Sign in with one that may, or let a superuser run: ALTER ROLE ${ident(admin.name)} CREATEROLE;`,
    detail: `rolsuper = false and rolcreaterole = false for ${admin.name}; CREATE ROLE would fail with 42501.`,
    sqlstate: "42501",
  });
}

function refuseRole(request: PlanRequest, snapshot: Snapshot, role: ExistingRole): void {
  const adopted = request.adopt || request.accept.some((a) => a === "adopt-role" || a === `adopt-role:${role.name}`);
  if (role.marker === null && !adopted) {
    throw new AppError("refused.role-exists", `There is a login called ${role.name} already, and we did not make it.`, {
      hint: "Choose another name, or take it over knowingly (--adopt).",
      detail: "The role has no COMMENT marker lucien-readonly/1.",
      sqlstate: "42710",
      field: "role",
    });
  }
  if (role.superuser) {
    throw new AppError(
      "refused.role-superuser",
      `The login ${role.name} may do everything. It cannot be made read-only by grants.`,
      {
        hint: "Choose another name for the new login.",
        detail: "rolsuper = true",
        field: "role",
      },
    );
  }
  if (role.marker === "pending" && !canAlter(snapshot, role)) {
    throw new AppError(
      "refused.role-unfinished",
      `The login ${role.name} was left behind by a run that broke off, and this admin may not finish it.`,
      {
        hint: "Sign in as the admin of that run or as a superuser, or choose another name for the new login.",
        detail: "ALTER ROLE needs CREATEROLE, and from 16 on ADMIN on the role.",
        sqlstate: "42501",
        field: "role",
      },
    );
  }
  if (role.owns.length === 0) return;
  throw new AppError("refused.role-owns-objects", `The login ${role.name} owns things, so it can always change them.`, {
    hint: "Give them to another owner (REASSIGN OWNED), or choose another name for the new login.",
    detail: `Owned: ${role.owns.slice(0, 10).join("; ")}${role.owns.length > 10 ? " …" : ""}`,
    field: "role",
  });
}
