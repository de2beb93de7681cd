import type { Connection } from "../../lib/store/connections.ts";

/** The commands for one login. A login that was made elsewhere is taken over knowingly, here as there. */
export function terminalLines({ role, passwordMode }: Pick<Connection, "role" | "passwordMode">): string[] {
  const name = /^[a-z0-9_]+$/.test(role) ? role : `'${role.replaceAll("'", `'\\''`)}'`;
  const flags = `--role ${name}${passwordMode === "kept" ? " --adopt" : ""}`;
  const cli = "npm run --silent cli --";
  return [
    `${cli} audit`,
    `${cli} rotate ${flags}`,
    `${cli} pause ${flags}`,
    `${cli} resume ${flags}`,
    `${cli} plan ${flags} --schema public`,
    `${cli} create ${flags} --schema public`,
    `${cli} remove ${flags}`,
  ];
}
