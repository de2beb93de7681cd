"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Begun } from "../../lib/hand-off/hand-off.types.ts";
import { type Link, parseAddress, parseLink } from "../../lib/hand-off/link.ts";
import { checkRecord } from "../../lib/hand-off/protocol.ts";
import { askLink, errorJson, told } from "./ask";
import { handOver, handOverLife, handOverOwnLogin } from "./hand-over";
import { changeTab, enterTab, linkOf, readTab, type TabLink } from "./tab";
import type { Engineer, EngineerState } from "./view.types";

type Ask = { what: "begin"; passcode: string | null } | { what: "claim"; host: string; takeOver: boolean };

/** The engineer's page at /h/<id>: reads the link out of the address bar, begins, and claims. */
export function useEngineer(id: string | null): Engineer {
  const [state, setState] = useState<EngineerState>({ kind: "reading" });
  const [busy, setBusy] = useState(false);
  const link = useRef<Link | null>(null);
  // In this page's memory only: it is the half of the key that did not come with the link.
  const passcode = useRef<string | null>(null);

  const ask = useCallback(async (order: Ask) => {
    if (!link.current) return;
    setBusy(true);
    try {
      setState(await asked(link.current, order, passcode.current));
    } finally {
      setBusy(false);
    }
  }, []);

  const enter = useCallback(
    async (reading: Promise<Link>) => {
      try {
        link.current = await reading;
      } catch (thrown) {
        const problem = errorJson(thrown);
        return setState({ kind: "paste", problem: problem.code === "usage.link-none" ? null : problem });
      }
      await ask({ what: "begin", passcode: null });
    },
    [ask],
  );

  useEffect(() => {
    const kept = ofTab(id);
    if (location.hash === "" && kept?.result && kept.record) {
      return setState({ kind: "done", record: kept.record, result: kept.result });
    }
    const known = kept && linkOf(kept);
    if (location.hash === "" && known) void enter(Promise.resolve(known));
    else void enter(parseAddress(takenOutOfAddress()));
    // The whole link, pasted over the one that was cut: the browser does not load the page again for what follows #.
    const pasted = () => location.hash !== "" && void enter(parseAddress(takenOutOfAddress()));
    window.addEventListener("hashchange", pasted);
    return () => window.removeEventListener("hashchange", pasted);
  }, [id, enter]);

  return useMemo(
    () => ({
      state,
      busy,
      paste: (text) => enter(parseLink(text)),
      async enterPasscode(typed) {
        passcode.current = typed;
        await ask({ what: "begin", passcode: typed });
      },
      async takeOver() {
        await ask({ what: "claim", host: ofTab(id)?.host ?? location.hostname, takeOver: true });
      },
      claim: ({ host }) => ask({ what: "claim", host, takeOver: false }),
      complete: (run) => told(handOver(run)).then((done) => setState(done)),
      completeOwnLogin: (pasted) => told(handOverOwnLogin(pasted)).then((done) => setState(done)),
      completeLife: (answer, way) => told(handOverLife(answer, way)).then((done) => setState(done)),
    }),
    [id, state, busy, ask, enter],
  );
}

/** At once, also where it is no whole link: so that it stands in no history and no screenshot. */
function takenOutOfAddress(): { pathname: string; hash: string } {
  const { pathname, hash } = location;
  history.replaceState(history.state, "", pathname);
  return { pathname, hash };
}

function ofTab(id: string | null): TabLink | null {
  const tab = readTab();
  return tab !== null && tab.id === id ? tab : null;
}

async function asked(link: Link, order: Ask, passcode: string | null): Promise<EngineerState> {
  try {
    const tab = await enterTab(link);
    const begun =
      order.what === "begin"
        ? await askLink<Begun>("begin", tab, { passcode: order.passcode })
        : await askLink<Begun>("claim", tab, { passcode, host: order.host, takeOver: order.takeOver });
    if (begun.kind === "passcode") return { ...begun, wrong: order.what === "begin" && order.passcode !== null };
    if (begun.kind === "in-use") return begun;
    return await open(link, begun, order);
  } catch (thrown) {
    const error = errorJson(thrown);
    if (error.code === "refused.record-changed") return { kind: "tampered", error };
    if (error.code === "refused.link-taken") return { kind: "lost", error };
    return { kind: "refused", error };
  }
}

async function open(link: Link, begun: Extract<Begun, { kind: "record" }>, order: Ask): Promise<EngineerState> {
  const record = await checkRecord(link, begun.record);
  const { earlierClaims, state, mine } = begun;
  changeTab({ record, earlierClaims, ...(order.what === "claim" ? { host: order.host } : {}) });
  return mine ? { kind: "held", record, state, earlierClaims } : { kind: "open", record, earlierClaims };
}
