import fs from "node:fs";
import path from "node:path";
import { REPOSITORY } from "./install.ts";

/** What the app gets from us when it runs out of a checkout: a data folder that builds leave alone, and the sample. */
export function surroundings(): Record<string, string> {
  const data = process.env.DATA_DIR ?? path.join(REPOSITORY, ".data");
  fs.mkdirSync(data, { recursive: true, mode: 0o700 });
  return { DATA_DIR: data, SAMPLE_DATABASE_MODULE: path.join(REPOSITORY, "scripts", "sample", "sample.ts") };
}
