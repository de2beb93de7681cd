import type { Socket } from "node:net";
import type { DialPolicy } from "./addresses.ts";
import type { Target } from "./client.ts";
import { checkFarAddress, type Found, findServer, plainHost, reachServer } from "./dial.ts";

/** How the database is found and reached: by itself, or through an SSH server that stands before it. */
type Way = {
  find: () => Promise<Found>;
  reach: (found: Found, open: { close: () => void }) => Promise<Socket>;
};

/** The dial guard holds for whatever this process dials; of what an SSH server dials, for what a number tells. */
export function wayTo(target: Target, policy: DialPolicy, stop: AbortSignal): Way {
  const { ssh } = target;
  if (!ssh) {
    return { find: () => findServer(target, policy), reach: (found) => reachServer(found, policy, stop) };
  }
  return {
    find: () => {
      checkFarAddress(hostOf(target));
      return findServer({ host: ssh.host, port: ssh.port, database: "" }, { ...policy, unixSockets: false });
    },
    async reach(found, open) {
      // Loaded when it is asked for: few come this way, and it takes longer to start than all the rest of connecting.
      const { openTunnel } = await import("./ssh.ts");
      const socket = await reachServer(found, policy, stop);
      open.close = () => socket.destroy();
      return openTunnel(socket, ssh, { host: hostOf(target), port: target.port });
    },
  };
}

/** The target's host as certificates name it: no brackets around an address. */
export function hostOf({ host }: Target): string {
  return plainHost(host);
}
