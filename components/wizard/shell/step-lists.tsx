import { useHandOffInWizard } from "../../hand-off/use-hand-off-in-wizard";
import { classNames } from "../../ui/class-names";
import { Icon } from "../../ui/icon";
import { indexOf, STEPS, type StepName, stepState } from "./steps";

/** The rail's list of steps, from 1081 px on. */
export function RailSteps({ current }: { current: StepName }) {
  const handedOff = Boolean(useHandOffInWizard());
  return (
    <ol aria-label="Steps">
      {STEPS.map((step, index) => {
        const state = stepState(step.id, current);
        return (
          <li
            key={step.id}
            aria-current={state === "current" ? "step" : undefined}
            className={classNames("grid grid-cols-[22px_1fr] items-baseline gap-2.5 py-[5px] text-small", TONES[state])}
          >
            {state === "done" ? (
              <Icon name="check" size={14} className="mr-0.5 self-center justify-self-end" />
            ) : (
              <span className="pr-1 text-right text-[12px] leading-none font-medium tabular-nums">{index + 1}</span>
            )}
            <span>
              {labelOf(step, handedOff)}
              {state === "done" && <span className="sr-only"> (done)</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** The same list in the bar of the wide screens. */
export function BarSteps({ current }: { current: StepName }) {
  const handedOff = Boolean(useHandOffInWizard());
  return (
    <ol aria-label="Steps" className="hidden items-center gap-6 text-small wide:flex">
      {STEPS.map((step, index) => {
        const state = stepState(step.id, current);
        return (
          <li key={step.id} aria-current={state === "current" ? "step" : undefined} className={TONES[state]}>
            {state === "done" ? <Icon name="check" size={13} className="mr-1 inline" /> : `${index + 1} `}
            {labelOf(step, handedOff)}
          </li>
        );
      })}
    </ol>
  );
}

/** The bar of five strokes that stands for the rail on small screens. */
export function StepBar({ current }: { current: StepName }) {
  const handedOff = Boolean(useHandOffInWizard());
  const here = STEPS[indexOf(current)];
  return (
    <div className="mb-3.5 text-label text-ink-2 tablet:mb-5 wide:hidden">
      <div aria-hidden="true" className="mb-2 grid grid-cols-5 gap-[3px]">
        {STEPS.map((step) => (
          <span key={step.id} className={classNames("h-1 rounded-[1px]", strokeOf(step.id, current))} />
        ))}
      </div>
      Step {indexOf(current) + 1} of {STEPS.length} ·{" "}
      <span className="font-semibold text-ink">{here && labelOf(here, handedOff)}</span>
    </div>
  );
}

/** The engineer of a hand-off copies no URL: it is put together in the founder's browser. */
function labelOf(step: (typeof STEPS)[number], handedOff: boolean): string {
  return handedOff && step.id === "done" ? "Hand it over" : step.label;
}

const TONES = { done: "text-ink-2", current: "font-semibold text-ink", later: "text-ink-3" } as const;
/** The last screen is reached when it is shown: nothing on it is half done. */
function strokeOf(step: StepName, current: StepName): string {
  return current === "done" ? STROKES.done : STROKES[stepState(step, current)];
}

const STROKES = {
  done: "bg-ink",
  current: "bg-[linear-gradient(90deg,var(--ink)_50%,var(--line)_50%)]",
  later: "bg-line",
} as const;
