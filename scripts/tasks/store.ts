// npm run store -- backup [FILE] | restore FILE [--force] | check | invite: the app's own records, from beside the app.
import { installIfMissing } from "../install.ts";

installIfMissing();
// Only now: it imports packages.
const { runStoreTask } = await import("../store.ts");
process.exitCode = await runStoreTask(process.argv.slice(2));
