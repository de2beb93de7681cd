import { enableCompileCache } from "node:module";
import path from "node:path";

// What Node made of our files is kept, which saves two thirds of the next start. Where the folder cannot be written,
// nothing is kept; a folder of the whole machine's is no place for it, since others could put code there.
enableCompileCache(path.join(import.meta.dirname, "..", ".cache", "node"));

const { runProgram } = await import("./program.ts");
process.exitCode = await runProgram(process.argv.slice(2));
