"use client";

import { CopyButton } from "../ui/copy-button";
import { SqlBlock } from "../ui/sql-block";

/** The same as a psql script: for whoever would not hand this app an admin. */
export function ScriptView(props: {
  script: string;
  role: string;
  /** Whom it is for. */
  says?: string;
  onCopied?: () => void;
}) {
  const { script, role, says = "Nothing was changed. Run it with psql as the same admin.", onCopied } = props;
  return (
    <div className="grid gap-3">
      <p className="text-small text-ink-2">{says}</p>
      <SqlBlock sql={script} bold={role} onSurface />
      <div>
        <CopyButton label="Copy the script" text={() => script} done="Script copied." onCopied={onCopied} />
      </div>
    </div>
  );
}
