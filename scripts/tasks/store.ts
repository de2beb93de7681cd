// npm run store -- backup [FILE] | restore FILE [--force] | check | invite: the app's own records, from beside the app.
import { installIfMissing } from "../install.ts";

installIfMissing();
// Only now: it imports packages.
const { runStoreTask } = await import("../store.ts");
const { code, said } = await runStoreTask(process.argv.slice(2), process.env);
(code === 0 ? process.stdout : process.stderr).write(`${said}\n`);
process.exitCode = code;
