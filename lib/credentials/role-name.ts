import { AppError } from "../errors.ts";
import type { Provider } from "../postgres/provider.types.ts";

/** NAMEDATALEN - 1 (src/include/pg_config_manual.h): Postgres cuts longer names, and would make another role. */
const MAX_BYTES = 63;

/**
 * Throws AppError `refused.role-name` for a name that Postgres or the host keeps for itself, or would change: empty,
 * over 63 bytes, NUL, `pg_…`, `public`, `none` (user.c, CreateRole; acl.c, check_rolespec_name), or the host's own.
 */
export function checkRoleName(name: string, provider: Provider | null): void {
  const why = fault(name, provider);
  if (why === null) return;
  throw new AppError("refused.role-name", `This name cannot be used: ${why}.`, {
    hint: "Choose another name, such as lucien_readonly.",
    detail: `Role name of ${new TextEncoder().encode(name).length} bytes.`,
    field: "role",
  });
}

function fault(name: string, provider: Provider | null): string | null {
  if (name === "") return "it is empty";
  if (name.includes("\0")) return "it holds a character that no name can hold";
  if (new TextEncoder().encode(name).length > MAX_BYTES) return "it is longer than 63 bytes";
  // A lone surrogate has no UTF-8: the driver would send another name than the one that was shown.
  if (!name.isWellFormed()) return "it holds a character that no name can hold";
  if (name.startsWith("pg_")) return "names that start with pg_ belong to Postgres";
  if (name === "public" || name === "none") return `${name} has a meaning of its own in Postgres`;
  if (provider?.reservedRoles?.test(name)) return `${provider.name} keeps it for itself`;
  return null;
}
