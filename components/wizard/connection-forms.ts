import { buildForms, buildUrl } from "../../lib/credentials/url.ts";
import type { CopyFormat } from "../ui/copy-field";
import type { RunResult } from "./wire";

type Address = RunResult["address"];

/** Stands in for the password where it is masked; letters only, so no form encodes it. */
const STAND_IN = "MASKEDPASSWORDSTANDSHERE";

/** The whole URL, or null while there is no password. */
export function urlOf(address: Address, password: string | null): string | null {
  return password === null ? null : buildUrl({ ...address, password });
}

/** The same login in the forms people paste: masked for showing, whole only when `password` is asked at the press. */
export function copyFormats(address: Address, password: () => string | null): CopyFormat[] {
  const masked = textForms(address, STAND_IN);
  return FORMATS.map(({ id, label, copyLabel }) => ({
    id,
    label,
    copyLabel,
    masked: masked[id].split(STAND_IN),
    whole: () => {
      const real = password();
      return real === null ? null : textForms(address, real)[id];
    },
  }));
}

const FORMATS = [
  { id: "url", label: "URL", copyLabel: "Copy the URL" },
  { id: "fields", label: "Separate fields", copyLabel: "Copy the fields" },
  { id: "psql", label: "psql", copyLabel: "Copy the line" },
  { id: "env", label: ".env", copyLabel: "Copy the line" },
  { id: "jdbc", label: "JDBC", copyLabel: "Copy the JDBC URL" },
] as const;

function textForms(address: Address, password: string): Record<(typeof FORMATS)[number]["id"], string> {
  const { url, psql, env, jdbc, fields } = buildForms({ ...address, password });
  return { url, psql, env, jdbc, fields: fields.map(({ label, value }) => `${label}: ${value}`).join("\n") };
}
