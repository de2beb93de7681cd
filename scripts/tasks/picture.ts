// npm run picture: takes README's picture anew.
import { installIfMissing } from "../install.ts";

installIfMissing();
// Only now: it imports packages.
const { takePicture } = await import("../picture.ts");
await takePicture();
