import type { Wizard } from "./wizard.types.ts";

/** The login whose choice is changed, by the founder or by whom a link asked for it; null: one is made. */
export function changedRole({ login, handOff }: Pick<Wizard, "login" | "handOff">): string | null {
  if (login !== null) return login.role;
  return handOff?.record.intent === "change" ? handOff.record.role : null;
}
