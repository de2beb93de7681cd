"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { AppErrorJson } from "../../lib/errors.ts";
import type { Run } from "../wizard/wizard.types";
import { errorJson } from "./ask";
import { handOver } from "./hand-over";
import { isAtWork, readTab } from "./tab";

export type HandedOver = "no" | "sending" | "done" | AppErrorJson;

/**
 * Once a run inside a hand-off is done, its result goes to the founder by itself; after a reload, or an error, again:
 * sending the same twice is answered the same. "no" in a founder's own wizard.
 */
export function useHandingOver({ status, result }: Run): { handedOver: HandedOver; handOverAgain: () => void } {
  const [handedOver, setHandedOver] = useState<HandedOver>("no");
  const send = useCallback(() => {
    const tab = readTab();
    if (status !== "done" || result === null || tab === null) return;
    if (!isAtWork(tab)) return setHandedOver(tab.result === null ? "no" : "done");
    setHandedOver("sending");
    handOver(result).then(
      () => setHandedOver("done"),
      (thrown) => setHandedOver(errorJson(thrown)),
    );
  }, [status, result]);
  useEffect(send, [send]);
  return useMemo(() => ({ handedOver, handOverAgain: send }), [handedOver, send]);
}
