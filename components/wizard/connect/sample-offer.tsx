"use client";

import { useState } from "react";
import { Button } from "../../ui/button";
import { asAppError, postJson } from "../stream";

export type SampleDatabase = { host: string; port: number; database: string; user: string; password: string };

/** For those with no database at hand: a real one on this machine, gone when the app ends. */
export function SampleOffer({ onStarted }: { onStarted: (sample: SampleDatabase) => void }) {
  const [state, setState] = useState<"rest" | "starting" | { failed: string }>("rest");
  async function start() {
    setState("starting");
    try {
      onStarted(await postJson<SampleDatabase>("/connect/sample", {}));
      setState("rest");
    } catch (thrown) {
      const error = asAppError(thrown);
      setState({ failed: `${error.message} ${error.hint}` });
    }
  }
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-small text-ink-2">
      <Button look="second" small busy={state === "starting"} onClick={start}>
        {state === "starting" ? "Starting the sample database" : "Try it with a sample database"}
      </Button>
      <span role="status">
        {typeof state === "object" ? state.failed : "A made-up shop on this machine. It is gone when the app ends."}
      </span>
    </div>
  );
}
