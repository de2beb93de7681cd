import type { ReactNode } from "react";
import { classNames } from "../../ui/class-names";
import { counted, digits } from "../wording";
import { type Ending, endingOf } from "./ending";
import { type Grid, WAYS } from "./grid-model";

/** The sentence that counts up and ends in one of three ways. */
export function Headline(props: { grid: Grid; version: number; ending: Ending | null; signsIn: boolean }) {
  const { grid, ending } = props;
  if (ending) {
    return (
      <Sentence>
        {ending.before}
        <Mark bad={ending.kind !== "good"} plain={ending.kind === "unsure"}>
          {ending.mark}
        </Mark>
        {ending.after}
      </Sentence>
    );
  }
  if (grid.relations === 0) {
    return (
      <Sentence>
        The rights are in place.{" "}
        <Yet>{props.signsIn ? "Now we sign in as Lucien." : "Now we take Lucien’s place."}</Yet>
      </Sentence>
    );
  }
  const shut = [...grid.ways.values()].filter((way) => way.state === "shut").length;
  return (
    <Sentence>
      {grid.leaks > 0 && (
        <>
          Do not use this login yet. It can still <Mark bad>change {counted(leakyTables(grid), "table")}</Mark>.{" "}
        </>
      )}
      Lucien can read <Mark>{counted(grid.readable, "table")}</Mark> so far. It tried to change them{" "}
      {digits(grid.tries)} {grid.tries === 1 ? "time" : "times"} and was refused {digits(grid.refused)}{" "}
      {grid.refused === 1 ? "time" : "times"}.{" "}
      <Yet>{`Outside the tables, ${shut}\u00a0of\u00a0${WAYS} ways are shut.`}</Yet>
    </Sentence>
  );
}

/** The ending of a finished proof, or null while it runs. */
export function endOf(grid: Grid): Ending | null {
  return grid.verification === null ? null : endingOf(grid.verification, grid.tries, grid.refused);
}

function leakyTables(grid: Grid): number {
  const rows = grid.groups.flatMap((group) => group.rows);
  const folded = grid.groups.reduce((sum, group) => sum + group.foldedLeaks, 0);
  return folded + rows.filter((row) => row.cells.some((cell) => cell.state === "leak")).length;
}

function Sentence({ children }: { children: ReactNode }) {
  return (
    <h1 className="max-w-[27em] text-[1.625rem] leading-[1.24] font-semibold tracking-[-0.014em] text-pretty tabular-nums tablet:text-[2.25rem]">
      {children}
    </h1>
  );
}

function Mark({ bad, plain, children }: { bad?: boolean; plain?: boolean; children: ReactNode }) {
  return (
    <mark
      className={classNames(
        "-mx-[0.04em] rounded-badge px-[0.18em] whitespace-nowrap",
        plain ? "bg-ask-tint text-ask" : bad ? "bg-stop-fill text-on-stop" : "bg-open-lit text-on-lit",
      )}
    >
      {children}
    </mark>
  );
}

function Yet({ children }: { children: ReactNode }) {
  return <span className="font-medium text-ink-3">{children}</span>;
}
