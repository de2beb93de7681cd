import { type BodyVerdict, bodyReader, type Caller } from "../audit/body.ts";
import { loadParser } from "../audit/body-parse.ts";
import { inspectBodyFacts } from "../inspect/bodies.ts";
import type { Client } from "../postgres/client.ts";

/** A chain of calls that goes deeper is not followed: each step is a round trip. */
const DEEPEST = 12;

/**
 * Reads the bodies of these routines and of everything they reach. The round trips grow with the depth of the calls,
 * not with their number. Needs no right but to read the catalog.
 */
export async function readBodies(
  client: Client,
  routines: readonly number[],
  caller: Caller,
): Promise<Map<number, BodyVerdict>> {
  if (routines.length === 0) return new Map();
  await loadParser();
  const reader = bodyReader(routines, caller);
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const wants = reader.missing();
    if (wants === null) break;
    reader.learn(await inspectBodyFacts(client, wants));
  }
  return reader.verdicts();
}
