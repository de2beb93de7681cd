import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./server.ts";

/** OpenSSH's server, or null where there is none. It starts only by its whole path. */
export const SSHD: string | null =
  ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/opt/homebrew/sbin/sshd"].find((file) => fs.existsSync(file)) ?? null;

export type RealSsh = { port: number; user: string; privateKey: string; hostKey: string };

/** OpenSSH on a loopback port of its own, with keys made for it, that lets in the account that runs the tests. */
export async function withSshd(work: (ssh: RealSsh) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sshd-"));
  const at = (name: string) => path.join(folder, name);
  for (const name of ["host", "login"]) keygen(["-q", "-t", "ed25519", "-N", "", "-f", at(name)]);
  fs.copyFileSync(at("login.pub"), at("allowed"));
  const port = await freePort();
  const options = {
    Port: port,
    ListenAddress: "127.0.0.1",
    HostKey: at("host"),
    AuthorizedKeysFile: at("allowed"),
    PidFile: at("pid"),
    StrictModes: "no",
    UsePAM: "no",
    PasswordAuthentication: "no",
    PermitRootLogin: "prohibit-password",
  };
  const args = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  if (process.getuid?.() === 0) fs.mkdirSync("/run/sshd", { recursive: true });
  const daemon = spawn(SSHD ?? "sshd", ["-D", "-e", "-f", "/dev/null", ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  daemon.stderr.on("data", (text: Buffer) => (log += text));
  try {
    for (let i = 0; i < 2_400 && !log.includes("Server listening"); i++) await delay(25);
    if (!log.includes("Server listening")) throw new Error(`sshd did not start:\n${log}`);
    const hostKey = keygen(["-l", "-f", at("host.pub")]).split(" ")[1] ?? "";
    await work({ port, user: os.userInfo().username, privateKey: fs.readFileSync(at("login"), "utf8"), hostKey });
  } finally {
    daemon.kill();
    fs.rmSync(folder, { recursive: true });
  }
}

function keygen(args: string[]): string {
  const run = spawnSync("ssh-keygen", args, { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`ssh-keygen: ${run.stderr}`);
  return run.stdout;
}
