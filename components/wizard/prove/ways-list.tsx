import type { WayAround } from "../../../lib/verify/verification";
import { classNames } from "../../ui/class-names";
import { Icon, type IconName } from "../../ui/icon";
import { CELL_LOOKS } from "./cell-look";
import type { CellState, Grid } from "./grid-model";

const WAY_NAMES: Record<WayAround["id"], string> = {
  "new-table": "Make a new table, in any schema",
  "temporary-table": "Make a temporary table",
  "definer-routine": "Run a function that writes with its owner’s rights",
  "become-another": "Become another login",
  "through-view": "Write through a view, a rule or a foreign server",
  "settings-files": "Change server settings, or read its files",
  "other-databases": "Get into the other databases on this server",
  "later-rights": "Use rights it will be handed later",
  "test-password": "Sign in with the temporary test password",
};

const STATES: Record<WayAround["state"], { icon: IconName; cell: CellState; says: string }> = {
  shut: { icon: "check", cell: "shut", says: "shut" },
  open: { icon: "cross", cell: "leak", says: "open" },
  anyone: { icon: "minus", cell: "wait", says: "any login may" },
  unsure: { icon: "minus", cell: "odd", says: "unsure" },
};

/** "Ways that are not a table": nine rows, filled as the answers come. */
export function WaysList({ grid }: { grid: Grid; version: number }) {
  return (
    <ul className="mt-2">
      {Object.entries(WAY_NAMES).map(([id, name]) => {
        const way = grid.ways.get(id as WayAround["id"]);
        const look = way ? STATES[way.state] : null;
        return (
          <li
            key={id}
            className={classNames(
              "grid grid-cols-[14px_minmax(0,1fr)_108px] items-center gap-2.5 border-b border-line py-1.5 text-small tablet:grid-cols-[16px_minmax(0,1fr)_172px]",
              !way && "text-ink-3",
            )}
          >
            <Icon
              name={look?.icon ?? "running"}
              size={14}
              className={way?.state === "open" ? "text-stop" : undefined}
            />
            <span>
              {name}
              <span className="sr-only">: {look?.says ?? "not asked yet"}</span>
            </span>
            <span
              title={way?.answer}
              className={classNames(
                // On a phone the answer takes two lines rather than losing its end.
                "min-h-[22px] rounded-cell px-2 py-[3px] font-mono text-cell leading-4! tablet:h-[22px] tablet:overflow-hidden tablet:py-0 tablet:leading-[22px]! tablet:text-ellipsis tablet:whitespace-nowrap",
                CELL_LOOKS[look?.cell ?? "wait"],
              )}
            >
              {way?.answer}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What Postgres lets any login do: listed so that nothing is left unsaid, never a reason for alarm. */
export function AnyoneMay({ grid }: { grid: Grid; version: number }) {
  const findings = grid.verification?.findings.filter((finding) => finding.class === "side-effect");
  return (
    <>
      <p className="mt-2 text-small text-ink-2">
        These change none of your data. We list them so that nothing is left unsaid.
      </p>
      {findings ? (
        <ul className="mt-2.5 grid gap-1.5 text-small text-ink-2">
          {[...new Set(findings.map((finding) => finding.title))].map((title) => (
            <li key={title}>{title}</li>
          ))}
        </ul>
      ) : (
        <p className="mt-2.5 text-small text-ink-3">The list stands here when the proof is done.</p>
      )}
    </>
  );
}
