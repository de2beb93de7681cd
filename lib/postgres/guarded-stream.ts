import type { Socket } from "node:net";
import { AppError } from "../errors.ts";
import { broken, followFrames } from "./frames.ts";
import type { Meter } from "./limits.ts";

/** pg calls connect() on its stream and waits for 'connect'; ours is connected, and dials nowhere else. */
export function asUnconnected(stream: Socket): Socket {
  return Object.assign(stream, {
    connect() {
      process.nextTick(() => {
        stream.emit("connect");
        stream.resume();
      });
      return stream;
    },
  });
}

/**
 * Whoever listens to this stream's data (the driver's parser) gets whole sense or nothing: what would hang it is kept
 * back, and what it throws cuts the line instead of ending the process.
 */
export function guardData(stream: Socket, meter: Meter, destroy: (reason: Error) => void): Socket {
  stream.once("close", () => meter.close());
  const on = stream.on.bind(stream) as (event: string, listener: (...values: never[]) => void) => Socket;
  const guarded = (listener: (chunk: Buffer) => void) => {
    const costOf = followFrames(() => meter.messageLimit);
    return (chunk: Buffer) => {
      if (stream.destroyed) return;
      try {
        const reason = meter.add(costOf(chunk));
        if (reason) destroy(reason);
        else listener(chunk);
      } catch (thrown) {
        destroy(thrown instanceof AppError ? thrown : broken("The driver could not read a message."));
      }
    };
  };
  return Object.assign(stream, {
    on: (event: string, listener: (chunk: Buffer) => void) =>
      on(event, event === "data" ? guarded(listener) : listener),
  });
}
