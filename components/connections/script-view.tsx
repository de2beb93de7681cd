"use client";

import { CopyButton } from "../ui/copy-button";
import { SqlBlock } from "../ui/sql-block";

/** The same as a psql script: for whoever would not hand this app an admin. */
export function ScriptView({ script, role, onCopied }: { script: string; role: string; onCopied?: () => void }) {
  return (
    <div className="grid gap-3">
      <p className="text-small text-ink-2">Nothing was changed. Run it with psql as the same admin.</p>
      <SqlBlock sql={script} bold={role} onSurface />
      <div>
        <CopyButton label="Copy the script" text={() => script} done="Script copied." onCopied={onCopied} />
      </div>
    </div>
  );
}
