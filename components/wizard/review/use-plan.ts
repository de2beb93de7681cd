"use client";

import { useEffect, useRef, useState } from "react";
import type { AppErrorJson } from "../../../lib/errors";
import type { Wizard } from "../wizard.types";

export type ShownPlan = {
  /** The plan to show: the one that will run, or, while a new one is worked out, the one before. */
  plan: NonNullable<Wizard["plan"]> | null;
  working: boolean;
  error: AppErrorJson | null;
  retry(): void;
};

/** Asks for a plan whenever there is none for the request as it stands, or a run has changed the world since. */
export function usePlan(wizard: Wizard): ShownPlan {
  const [error, setError] = useState<AppErrorJson | null>(null);
  const before = useRef(wizard.plan);
  if (wizard.plan) before.current = wizard.plan;
  const stale = wizard.run.status === "failed" || wizard.run.status === "done";
  const needed = (wizard.plan === null || stale) && wizard.request !== null;
  const load = useRef(wizard.loadPlan);
  load.current = wizard.loadPlan;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed request is what a new plan is for
  useEffect(() => {
    if (!needed || !wizard.hasPassword || error !== null) return;
    let gone = false;
    load.current().catch((thrown: AppErrorJson) => {
      if (!gone) setError(thrown);
    });
    return () => {
      gone = true;
    };
  }, [needed, wizard.hasPassword, wizard.request, error]);

  return {
    plan: stale ? null : before.current,
    working: needed && wizard.hasPassword && error === null,
    error: needed ? error : null,
    retry: () => setError(null),
  };
}
