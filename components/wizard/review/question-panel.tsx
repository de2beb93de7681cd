"use client";

import { type ReactNode, useId } from "react";
import type { PlanRequest } from "../../../lib/plan/request";
import { Checkbox } from "../../ui/checkbox";
import { classNames } from "../../ui/class-names";
import { Disclosure } from "../../ui/disclosure";
import { TextButton } from "../../ui/text-button";
import { EngineerSide } from "./change-row";
import {
  affectedRoles,
  answered,
  type Question,
  questionTitle,
  undoStatements,
  withGiveBack,
  yesLabel,
  yesStatements,
} from "./questions";
import { StatementsBlock } from "./statements-block";

/** One hazard (or several of a kind): the fact, who else loses what, the yes that names its consequence, the way to leave it. */
export function QuestionPanel(props: {
  question: Question;
  request: PlanRequest;
  role: string;
  /** The plan is being worked out anew: what is ticked is shown, nothing can be ticked. */
  working: boolean;
  onRequest: (request: PlanRequest) => void;
  onLeave: (leave: boolean) => void;
}) {
  const { question, request, working } = props;
  const id = useId();
  const yes = saidYes(question, request);
  function answer(value: boolean) {
    props.onLeave(false);
    props.onRequest(answered(request, question, value));
  }
  function leave() {
    if (yes) props.onRequest(answered(request, question, false));
    props.onLeave(question.answer !== "leave");
  }
  return (
    <QuestionFrame required={question.required}>
      <fieldset className="min-w-0" aria-labelledby={id}>
        {question.required && <p className="text-label font-semibold text-ask">Needs your yes</p>}
        <h2 id={id} className="text-body font-semibold">
          {questionTitle(question)}
        </h2>
        <Meaning question={question} />
        <Affected question={question} request={request} />
        <Tick
          label={yesLabel(question)}
          on={yes}
          working={working}
          ask={question.required}
          onChange={() => answer(!yes)}
        />
        {yes &&
          affectedRoles(question, request)
            .filter((affected) => affected.canGiveBack)
            .map((affected) => (
              <Tick
                key={affected.role}
                label={`Give it back to ${affected.role}`}
                on={affected.givenBack}
                working={working}
                ask={question.required}
                onChange={() => props.onRequest(withGiveBack(request, question, affected.role, !affected.givenBack))}
              />
            ))}
        {question.required && <LeaveIt left={question.answer === "leave" && !yes} working={working} onPress={leave} />}
      </fieldset>
      <EngineerSide>
        <Engineer question={question} request={request} role={props.role} />
      </EngineerSide>
    </QuestionFrame>
  );
}

/** What must be answered stands out; what may be left stands in line with the changes. */
export function QuestionFrame({ required, children }: { required: boolean; children: ReactNode }) {
  return (
    <li
      className={classNames(
        "grid grid-cols-[24px_minmax(0,1fr)] gap-x-2 tablet:grid-cols-[28px_minmax(0,4fr)_minmax(0,6fr)] tablet:gap-x-6",
        required ? PANEL : "border-b border-line py-4",
      )}
    >
      <span aria-hidden="true" className={classNames("text-body font-semibold", required && "text-ask")}>
        {required ? "?" : ""}
      </span>
      {children}
    </li>
  );
}

const PANEL =
  "-mx-2 my-3 rounded-panel border border-ask-line bg-ask-tint px-3 py-4 tablet:-mx-[17px] tablet:px-4 tablet:py-[18px]";

function saidYes(question: Question, request: PlanRequest): boolean {
  if (question.code === "adopt-role") return request.adopt;
  if (request.accept.includes(question.code)) return true;
  return question.hazards.every((hazard) => request.accept.includes(hazard.key));
}

function Meaning({ question }: { question: Question }) {
  if (question.hazards.length > 1) {
    return (
      <Disclosure summary="See each of them" className="mt-1">
        <ul className="mt-1 max-h-60 overflow-y-auto text-small text-ink-2">
          {question.hazards.map((hazard) => (
            <li key={hazard.key + hazard.sentence}>{hazard.sentence}</li>
          ))}
        </ul>
      </Disclosure>
    );
  }
  const others = question.hazards.some((hazard) => hazard.affects.length > 0);
  if (question.code === "adopt-role") return null;
  return (
    <p className="mt-0.5 text-small text-ink-2">
      {others
        ? "Lucien’s too. To stop that we must take the right away from everyone, then give it back to those who use it."
        : "Lucien’s too. To stop that we must take the right away from everyone. No other login has it only that way."}
    </p>
  );
}

function Affected({ question, request }: { question: Question; request: PlanRequest }) {
  const roles = affectedRoles(question, request);
  if (roles.length === 0) return null;
  return (
    <table className="mt-2.5 w-full border-collapse text-small">
      <thead>
        <tr className="text-label text-ink-2">
          <th className="border-b border-ask-line py-1 text-left font-normal">Also loses it</th>
          <th className="border-b border-ask-line py-1 text-right font-normal">What it loses</th>
        </tr>
      </thead>
      <tbody>
        {roles.map(({ role, loses }) => (
          <tr key={role}>
            <td className="border-b border-[color-mix(in_srgb,var(--ask-line)_40%,transparent)] py-1.5 pr-2 align-top font-mono text-code wrap-anywhere">
              {role}
            </td>
            <td className="border-b border-[color-mix(in_srgb,var(--ask-line)_40%,transparent)] py-1.5 text-right align-top">
              {loses.slice(0, 3).join(", ")}
              {loses.length > 3 && ` and ${loses.length - 3} more`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tick(props: { label: string; on: boolean; working: boolean; ask: boolean; onChange: () => void }) {
  const id = useId();
  return (
    <label htmlFor={id} className="mt-2.5 flex items-start gap-2.5 text-row font-medium">
      <Checkbox
        id={id}
        tone="ask"
        className="mt-[3px]"
        state={props.on ? "on" : "off"}
        aria-busy={props.working || undefined}
        onChange={() => !props.working && props.onChange()}
      />
      <span>{props.label}</span>
    </label>
  );
}

function LeaveIt({ left, working, onPress }: { left: boolean; working: boolean; onPress: () => void }) {
  return (
    <p className="mt-2.5 text-small text-ink-2">
      {left ? (
        <>
          <span className="font-semibold text-ink">Left as it is.</span> The report will say so.{" "}
          <TextButton onClick={onPress}>Answer again</TextButton>
        </>
      ) : (
        <>
          <TextButton onClick={() => !working && onPress()}>Leave it as it is</TextButton>. The report will then say so.
        </>
      )}
    </p>
  );
}

function Engineer({ question, request, role }: { question: Question; request: PlanRequest; role: string }) {
  const details = [...new Set(question.hazards.map((hazard) => hazard.detail))];
  const undo = undoStatements(question, request);
  return (
    <>
      <p className="mb-1.5 text-small wrap-anywhere text-ink-2">
        {details[0]}
        {details.length > 1 && ` And ${details.length - 1} more like it.`}
      </p>
      <StatementsBlock statements={yesStatements(question, request)} role={role} onSurface={question.required} />
      {undo.length > 0 && (
        <>
          <p className="mt-2.5 mb-1.5 text-small text-ink-2">If you undo</p>
          <StatementsBlock statements={undo} role={role} onSurface={question.required} />
        </>
      )}
    </>
  );
}
