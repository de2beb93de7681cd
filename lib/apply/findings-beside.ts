import type { Finding } from "../audit/finding.ts";
import type { ComingFindings } from "./survey.ts";
import { WorldMoved } from "./world-moved.ts";

/**
 * Before COMMIT. Throws WorldMoved where they will not come: then nothing is to stand, and the run is begun again
 * without that help.
 */
export async function findingsSoon(findings: Finding[] | ComingFindings): Promise<Finding[]> {
  const found = Array.isArray(findings) ? findings : await findings.soon;
  if (found === null) throw new WorldMoved("The second session, which looked at PUBLIC, was lost.");
  return found;
}

/** When the run's own session is free. Throws QueryError. */
export async function findingsAtLast(findings: Finding[] | ComingFindings): Promise<Finding[]> {
  if (Array.isArray(findings)) return findings;
  return (await findings.soon) ?? (await findings.instead());
}
