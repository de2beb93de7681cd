// npm run build: the standalone app and the command as plain JavaScript, also when nothing changed.
import { build } from "../build.ts";
import { installIfMissing } from "../install.ts";

installIfMissing();
build();
// Loaded behind the install, which may just have brought what it needs.
const { bundleCommand } = await import("../bundle.ts");
await bundleCommand();
