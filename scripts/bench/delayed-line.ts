import net from "node:net";

export type Place = { host: string; port: number };

/**
 * A door on this machine behind which `to` is `oneWayMs` away: every piece arrives that much later, in order. Opening a
 * line costs a round trip more, as TCP's handshake does. Gives the port to `work`, and closes all of it afterwards.
 */
export async function withDelayedLine<T>(to: Place, oneWayMs: number, work: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(to);
    for (const socket of [near, far]) {
      sockets.add(socket.setNoDelay(true));
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        (socket === near ? far : near).destroySoon();
      });
    }
    const opened = performance.now() + 2 * oneWayMs;
    pass(near, far, () => Math.max(0, opened - performance.now()) + oneWayMs);
    pass(far, near, () => oneWayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work((server.address() as net.AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

function pass(from: net.Socket, to: net.Socket, delayMs: () => number): void {
  const queue: { at: number; run: () => void }[] = [];
  // In order whatever the clock's rounding: whoever is due goes, and those behind the first wait for it.
  const send = () => {
    for (let next = queue[0]; next !== undefined; next = queue[0]) {
      const wait = next.at - performance.now();
      if (wait > 0) return setTimeout(send, Math.ceil(wait));
      queue.shift();
      next.run();
    }
  };
  const later = (run: () => void) => {
    queue.push({ at: performance.now() + delayMs(), run });
    if (queue.length === 1) send();
  };
  from.on("data", (piece) => later(() => to.write(piece)));
  from.on("end", () => later(() => to.end()));
}
