// npm run build: the standalone app, also when nothing changed.
import { build } from "../build.ts";
import { installIfMissing } from "../install.ts";

installIfMissing();
build();
