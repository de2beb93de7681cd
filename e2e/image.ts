import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { serverAccount } from "../lib/testing/binaries.ts";
import { freePort } from "../lib/testing/server.ts";
import { type RunningApp, startApp } from "../scripts/app.ts";
import { STANDALONE } from "../scripts/build.ts";
import { REPOSITORY } from "../scripts/install.ts";

export type Image = { env: NodeJS.ProcessEnv; command: string[]; healthcheck: string[] };

/** What the last stage of our Dockerfile says about running it. */
export function readImage(): Image {
  const text = fs.readFileSync(path.join(REPOSITORY, "Dockerfile"), "utf8").replaceAll("\\\n", " ");
  const stage = text.slice(text.lastIndexOf("\nFROM "));
  const commands = [...stage.matchAll(/^(?:HEALTHCHECK .*?)?CMD (\[.*\])$/gm)].map(([line, list = ""]) => ({
    health: line.startsWith("HEALTHCHECK"),
    words: JSON.parse(list) as string[],
  }));
  return {
    env: Object.fromEntries(
      [...(/^ENV (.*)$/m.exec(stage)?.[1] ?? "").matchAll(/(\w+)=(\S+)/g)].map((m) => [m[1], m[2]]),
    ),
    command: commands.find(({ health }) => !health)?.words ?? [],
    healthcheck: commands.find(({ health }) => health)?.words ?? [],
  };
}

export type RunningImage = RunningApp & { folder: string; data: string; env: NodeJS.ProcessEnv };

/**
 * Runs `work` beside the app as the image runs it: its command, its environment and nothing of ours, as somebody who is
 * not root, in a folder that he cannot write. Only the port and the data folder are our own.
 */
export async function withImage(work: (app: RunningImage) => Promise<void>): Promise<void> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "lucien-image-"));
  const [folder, data] = [path.join(home, "app"), path.join(home, "data")];
  const account = serverAccount();
  fs.cpSync(STANDALONE, folder, { recursive: true, verbatimSymlinks: true });
  fs.mkdirSync(data);
  fs.chmodSync(home, 0o755);
  if (account) fs.chownSync(data, account.uid, account.gid);
  // Ours may lie where that account cannot look.
  const bin = path.join(home, "bin");
  fs.mkdirSync(bin);
  fs.copyFileSync(process.execPath, path.join(bin, path.basename(process.execPath)));
  setWritable(folder, false);
  const { env: declared, command } = readImage();
  const env: NodeJS.ProcessEnv = { ...declared, PATH: bin, PORT: String(await freePort()), DATA_DIR: data };
  try {
    const app = await startApp({ port: Number(env.PORT), folder, command, account, only: env });
    await work({ ...app, folder, data, env }).finally(app.stop);
  } finally {
    setWritable(folder, true);
    fs.rmSync(home, { recursive: true });
  }
}

function setWritable(folder: string, writable: boolean): void {
  const all = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  const folders = [folder, ...all.filter((one) => one.isDirectory()).map((one) => path.join(one.parentPath, one.name))];
  for (const one of folders) fs.chmodSync(one, writable ? 0o755 : 0o555);
  for (const one of all.filter((entry) => entry.isFile())) {
    fs.chmodSync(path.join(one.parentPath, one.name), writable ? 0o644 : 0o444);
  }
}
