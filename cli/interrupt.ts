const controller = new AbortController();

/** Fires on the first Ctrl-C: what runs is rolled back and the line hung up. A second one ends the command at once. */
export const interrupted: AbortSignal = controller.signal;

/** Starts to listen; the signal's usual effect comes back after the first. */
export function listenForInterrupt(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort());
}
