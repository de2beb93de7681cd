import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import ssh2, { type ConnectConfig, type Client as SshClient } from "ssh2";
import type { Secret } from "../secret.ts";
import { farRefused, forwardingFailed, hostKeyChanged, hostKeyUnknown, keyUnreadable, sshFailed } from "./ssh-words.ts";

/** An SSH server (a bastion) through which the database is reached. One of password and key is needed. */
export type SshServer = {
  host: string;
  port: number;
  user: string;
  password: Secret | null;
  privateKey: Secret | null;
  passphrase: Secret | null;
  /** `SHA256:…` as ssh-keygen -lf prints it; null: not known yet, then it is shown and nothing is sent. */
  hostKey: string | null;
};

const SIGN_IN_MS = 10_000;

/**
 * Signs in to the SSH server over this socket and has it open a line to `far`, which it looks up and dials itself.
 * Rejects with UntrustedError `connect.ssh-host-key-unknown` (before any name or password goes out) or `-changed`, or
 * with AppError `connect.ssh-*`. When the line it gives closes, so does the SSH session.
 */
export async function openTunnel(
  socket: Socket,
  server: SshServer,
  far: { host: string; port: number },
): Promise<Socket> {
  const client = new ssh2.Client();
  // From here on an error of the session must not end the process; what matters is told by the promises below.
  client.on("error", () => undefined);
  try {
    await signInTo(client, socket, server);
    return await lineTo(client, far);
  } catch (error) {
    client.destroy();
    socket.destroy();
    throw error;
  }
}

/** The fingerprint as OpenSSH prints it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

function signInTo(client: SshClient, socket: Socket, server: SshServer): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  client.once("ready", resolve);
  client.once("error", (error) => reject(sshFailed(error)));
  client.once("close", () => reject(sshFailed(null)));
  const verify = (key: Buffer) => {
    const found = fingerprintOf(key);
    if (found === server.hostKey) return true;
    const shown = { kind: "ssh-host-key", type: typeOf(key), fingerprint: found } as const;
    reject(server.hostKey === null ? hostKeyUnknown(shown) : hostKeyChanged(shown));
    return false;
  };
  client.connect({ ...credentialsOf(server), sock: socket, hostVerifier: verify, readyTimeout: SIGN_IN_MS });
  return promise;
}

/** Only what was given: no agent, no file, nothing of the account that runs us. */
function credentialsOf({ user, password, privateKey, passphrase }: SshServer): ConnectConfig {
  const key = privateKey?.reveal();
  const phrase = passphrase?.reveal();
  if (key !== undefined) checkKey(key, phrase);
  return {
    username: user,
    ...(key === undefined ? {} : { privateKey: key, ...(phrase === undefined ? {} : { passphrase: phrase }) }),
    ...(password === null ? {} : { password: password.reveal() }),
    authHandler: [
      ...(key === undefined ? [] : ["publickey" as const]),
      ...(password === null ? [] : ["password" as const]),
    ],
  };
}

function checkKey(key: string, passphrase: string | undefined): void {
  const read = ssh2.utils.parseKey(key, passphrase);
  const one = Array.isArray(read) ? read[0] : read;
  if (one instanceof Error || one === undefined || !one.isPrivateKey()) throw keyUnreadable();
}

function lineTo(client: SshClient, far: { host: string; port: number }): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  client.once("close", () => reject(farRefused(far)));
  client.forwardOut("127.0.0.1", 0, far.host, far.port, (error, channel) => {
    if (error) return reject(forwardingFailed(error, far));
    channel.once("close", () => client.end());
    channel.on("error", () => undefined);
    resolve(asSocket(channel));
  });
  return promise;
}

/** A channel with what the driver asks of a socket beside reading and writing; it has no address of its own. */
function asSocket(channel: Duplex): Socket {
  const itself = () => channel;
  return Object.assign(channel, { setNoDelay: itself, setKeepAlive: itself, ref: itself, unref: itself }) as never;
}

/** The key's kind stands first in it, as a string behind its length (RFC 4253, section 6.6). */
function typeOf(key: Buffer): string {
  return key.length < 4 ? "" : key.subarray(4, 4 + Math.min(key.readUInt32BE(0), 64)).toString("latin1");
}
