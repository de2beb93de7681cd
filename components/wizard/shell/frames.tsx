"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { WantedNote } from "../../hand-off/wanted-note";
import { ButtonLink } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { useWizard } from "../wizard-provider";
import { Receipt } from "./receipt";
import { RailSteps, StepBar } from "./step-lists";
import { missingFor, type StepName } from "./steps";

/** Connect, Choose, Review: the rail at the left, the question at the right. */
export function RailFrame({ step, children }: { step: StepName; children: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col wide:grid wide:grid-cols-[264px_minmax(0,1fr)]">
      <aside
        aria-label="Steps and what is settled"
        className="hidden border-r border-line pt-10 pr-6 pb-8 pl-8 wide:block"
      >
        <RailSteps current={step} />
        <WantedNote className="mt-8 border-t border-line pt-4" />
        <Receipt step={step} />
      </aside>
      <main
        ref={useArrival()}
        tabIndex={-1}
        className="flex min-w-0 flex-1 flex-col px-4 pt-5 tablet:px-8 tablet:pt-8 wide:px-14 wide:pt-10 focus-visible:shadow-none"
      >
        <StepBar current={step} />
        <WantedNote className="mb-6 wide:hidden" />
        <Ready step={step}>{children}</Ready>
      </main>
    </div>
  );
}

/** Prove and Done: the whole width, up to 1280. */
export function WideFrame({ step, children }: { step: StepName; children: ReactNode }) {
  return (
    <main
      ref={useArrival()}
      tabIndex={-1}
      className="mx-auto flex w-full max-w-[1280px] flex-1 flex-col px-4 pt-7 pb-10 tablet:px-8 tablet:pt-10 wide:pb-14 focus-visible:shadow-none"
    >
      <StepBar current={step} />
      <Ready step={step}>{children}</Ready>
    </main>
  );
}

/** The link or button that led here is gone, and the focus with it: the next Tab starts at this screen's top. */
function useArrival() {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, []);
  return main;
}

/** The screen's question and the founder's line under it. */
export function ScreenHead({ title, lead }: { title: ReactNode; lead?: ReactNode }) {
  return (
    <header>
      <h1 className="text-title text-balance">{title}</h1>
      {lead && <p className="mt-3 max-w-[70ch] text-lead text-pretty text-ink-2">{lead}</p>}
    </header>
  );
}

/** The foot of a screen: Back at the left, what is left to do and the one primary button at the right. */
export function ScreenFoot(props: {
  back?: string;
  start?: ReactNode;
  note?: ReactNode;
  noteId?: string;
  children: ReactNode;
}) {
  return (
    <footer className="mt-auto pt-6 pb-8">
      <div className="flex flex-col-reverse items-stretch gap-2 border-t border-line pt-6 tablet:flex-row tablet:items-center tablet:justify-between tablet:gap-4">
        {props.back ? (
          <ButtonLink look="ghost" href={props.back} className="mx-0! tablet:-mx-2!">
            Back
          </ButtonLink>
        ) : (
          <span className="text-center text-small text-ink-2">{props.start}</span>
        )}
        <div className="flex flex-col-reverse items-stretch gap-2 tablet:flex-row tablet:items-center tablet:gap-4">
          {props.note && (
            <span id={props.noteId} className="text-center text-small text-ink-2">
              {props.note}
            </span>
          )}
          {props.children}
        </div>
      </div>
    </footer>
  );
}

/** Nothing before the memory is back; one way on where an earlier step is missing. */
function Ready({ step, children }: { step: StepName; children: ReactNode }) {
  const wizard = useWizard();
  if (!wizard.ready) return null;
  const missing = missingFor(step, wizard);
  if (missing === null) return children;
  return (
    <div className="max-w-[560px]">
      <h1 className="sr-only">{missing}</h1>
      <Empty
        title={missing}
        action={
          <ButtonLink small href="/connect">
            Start with the connection
          </ButtonLink>
        }
      >
        This screen is further on.
      </Empty>
    </div>
  );
}
