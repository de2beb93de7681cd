import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { REPOSITORY } from "./install.ts";

const NAME = "lucien-readonly";

/** Brings files of its own that stand beside its code (wasm), is loaded for tunnels alone, or is not there at all. */
const LEFT_OUT = ["libpg-query", "ssh2", "pg-native"];

/**
 * Makes of the command line one program of plain JavaScript, with what is loaded late in files beside it: Node strips no
 * types under node_modules, and a command need not begin by finding hundreds of files. Gives the path
 * of the program. Throws when esbuild fails.
 */
export async function bundleCommand(folder = path.join(REPOSITORY, "dist")): Promise<string> {
  fs.rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: { [NAME]: path.join(REPOSITORY, "cli", "main.ts") },
    outdir: folder,
    chunkNames: "parts/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    external: LEFT_OUT,
    legalComments: "linked",
    // pg and commander are CommonJS and ask for Node's own modules by require.
    banner: {
      js: `#!/usr/bin/env node\nimport { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);`,
    },
  });
  const program = path.join(folder, `${NAME}.js`);
  fs.chmodSync(program, 0o755);
  return program;
}
