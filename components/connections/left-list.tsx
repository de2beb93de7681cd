import type { LeftBehind } from "../../lib/lifecycle/removal-plan";
import { SqlBlock } from "../ui/sql-block";

/** What keeps a login from being removed, with the line for each, and who can run it. */
export function LeftList({ left, role }: { left: readonly LeftBehind[]; role: string }) {
  return (
    <div aria-live="polite" className="grid gap-3">
      <p className="font-semibold">It is paused, but could not be removed: something still names it.</p>
      <p className="text-small text-ink-2">Have these lines run by whom they name, then remove it again.</p>
      <ul className="border-t border-line-2">
        {left.map((one) => (
          <li key={`${one.database} ${one.what}`} className="border-b border-line py-3">
            <p className="text-small wrap-anywhere">
              <b className="font-semibold">{one.who}</b>, in {one.database}: {one.what}
            </p>
            <div className="mt-2">
              <SqlBlock sql={one.remedy} bold={role} onSurface />
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
