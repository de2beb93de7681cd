import net from "node:net";
import ssh2 from "ssh2";
import { HOST_KEY, LOCKED_KEY, LOGIN_KEY } from "./ssh-keys.ts";

export type SshFixture = {
  port: number;
  user: string;
  password: string;
  /** OpenSSH's form; the other one has the passphrase `open sesame`. */
  privateKey: string;
  lockedKey: string;
  /** As ssh-keygen -lf prints it. */
  hostKey: string;
  /** Names that were shown before anybody was let in. */
  attempts: () => string[];
};

type Manners = { forwarding?: boolean };

/**
 * An SSH server on loopback that passes connections on, as a bastion does. Names of the form `db.inside` lead to
 * 127.0.0.1 for it alone. `forwarding: false`: it refuses to pass anything on.
 */
export async function withSshServer(work: (ssh: SshFixture) => Promise<void>, manners: Manners = {}): Promise<void> {
  const allowed = [LOGIN_KEY, LOCKED_KEY].map((one) => publicBytes(one.public));
  const attempts: string[] = [];
  const server = new ssh2.Server({ hostKeys: [HOST_KEY.private] }, (client) => {
    client.on("error", () => undefined);
    client.on("authentication", (context) => {
      attempts.push(`${context.username} ${context.method}`);
      const byPassword = context.method === "password" && context.password === "bastion-CANARY";
      const byKey = context.method === "publickey" && allowed.some((key) => key.equals(context.key.data));
      if (context.username === "jump" && (byPassword || byKey)) context.accept();
      else context.reject(["password", "publickey"]);
    });
    // Where nobody listens for it, the server answers "administratively prohibited" by itself.
    if (manners.forwarding === false) return;
    client.on("tcpip", (accept, reject, { destIP, destPort }) => {
      const socket = net.connect(destPort, destIP.endsWith(".inside") ? "127.0.0.1" : destIP);
      socket.once("error", () => reject());
      socket.once("connect", () => {
        const channel = accept();
        socket.removeAllListeners("error").on("error", () => channel.end());
        channel.on("error", () => socket.destroy());
        socket.pipe(channel).pipe(socket);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const hostKey = await fingerprint(HOST_KEY.public);
  const keys = { privateKey: LOGIN_KEY.private, lockedKey: LOCKED_KEY.private };
  try {
    await work({ port, user: "jump", password: "bastion-CANARY", ...keys, hostKey, attempts: () => attempts });
  } finally {
    server.close();
  }
}

function publicBytes(line: string): Buffer {
  return Buffer.from(line.split(" ")[1] ?? "", "base64");
}

async function fingerprint(line: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(publicBytes(line)));
  return `SHA256:${Buffer.from(digest).toString("base64").replace(/=+$/, "")}`;
}
