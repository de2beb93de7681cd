"use client";

import { useState } from "react";
import { Button } from "../../ui/button";
import { CopyField, type CopyFormat } from "../../ui/copy-field";
import type { RunResult } from "../wire";
import { anywayLabel } from "./verdict-words";

/** The URL to take away. With a verdict that is not good it waits behind one more press. */
export function GuardedUrl(props: {
  result: Pick<RunResult, "verification">;
  formats: readonly CopyFormat[];
  note: string;
  onCopied: () => void;
}) {
  const [anyway, setAnyway] = useState(props.result.verification.verdict !== "can-write");
  if (!anyway) {
    return (
      <Button look="stop" className="h-auto! min-h-11 py-2 whitespace-normal!" onClick={() => setAnyway(true)}>
        {anywayLabel(props.result)}
      </Button>
    );
  }
  return (
    <CopyField
      formats={props.formats}
      note={props.note}
      done="URL copied. Now paste it into Lucien."
      onCopied={props.onCopied}
    />
  );
}
