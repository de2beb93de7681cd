// npm start: installs what is missing, builds what changed, starts the app on loopback and says what to open.
import net from "node:net";
import { startApp } from "../app.ts";
import { buildIfChanged } from "../build.ts";
import { installIfMissing } from "../install.ts";
import { surroundings } from "../surroundings.ts";

const port = Number(process.env.PORT ?? 3000);

try {
  await start();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  await refuseBusyPort();
  installIfMissing();
  buildIfChanged();
  const app = await startApp({ port, show: true, env: surroundings() });
  process.stdout.write(`\n  Open ${app.url} in your browser. Only this computer can reach it. Ctrl-C stops it.\n\n`);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => void app.stop());
  process.exitCode = await app.exited;
}

async function refuseBusyPort(): Promise<void> {
  const probe = net.createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", () => reject(new Error(`Port ${port} is taken. Choose another one: PORT=3001 npm start`)));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()));
  });
}
