import { parsePaste } from "../../../lib/credentials/url.ts";

/** Where Lucien's URL has to lead: the login is tested there, and its password is sent nowhere else. */
export type LoginPlace = { role: string; host: string; port: number; database: string; user: string };

/** The password of a pasted URL, or why it cannot be used; null for an empty field. */
export function passwordInUrl(text: string, place: LoginPlace): { password: string } | { says: string } | null {
  const { fields, password, problem } = parsePaste(text);
  if (problem?.code === "usage.nothing-pasted") return null;
  if (fields.host === "" || problem?.field === "paste") {
    return { says: problem ? `${problem.message} ${problem.hint}` : "We cannot find a host in this." };
  }
  if (fields.user !== place.user) {
    return { says: `This is the URL of ${fields.user || "no login"}, not of ${place.role}.` };
  }
  const [there, here] = [placeOf(fields.host, fields.port, fields.database || fields.user), placeOf(place)];
  if (there !== here)
    return { says: `This URL leads to ${there}. We test the login at ${here} and send it nowhere else.` };
  return password === null ? { says: "There is no password in it." } : { password };
}

function placeOf(at: string | LoginPlace, port: number | null = null, database = ""): string {
  if (typeof at !== "string") return placeOf(at.host, at.port, at.database);
  return `${at.toLowerCase()}:${port ?? 5432}/${database}`;
}
