import { AppError } from "../errors.ts";
import type { Target } from "./client.ts";

/** Throws AppError `usage.*`. Empty fields never reach the driver: it would fill them from PGUSER, PGDATABASE or the account that runs us. */
export function checkTarget(target: Target): void {
  const missing = (["host", "user", "database"] as const).find((field) => target[field] === "");
  if (missing !== undefined) {
    throw new AppError(`usage.${missing}-missing`, `The ${MISSING_WORDS[missing]} is missing.`, {
      hint: "Copy the whole connection string again from your host's page, or fill in the field.",
      field: missing,
    });
  }
  const nul = (["host", "user", "database"] as const).find((field) => target[field].includes("\0"));
  if (nul !== undefined)
    throw new AppError("usage.unreadable", "There is a character in it that no name can hold.", { field: nul });
  if (!Number.isInteger(target.port) || target.port < 1 || target.port > 65_535) {
    throw new AppError("usage.port", "That port is not valid. Ports go from 1 to 65535.", {
      hint: "Most Postgres servers use 5432.",
      field: "port",
    });
  }
}

const MISSING_WORDS = { host: "server's address", user: "login's name", database: "database's name" };
