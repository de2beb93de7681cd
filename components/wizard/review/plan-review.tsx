"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import { isSameHost } from "../../../lib/hand-off/protocol";
import type { PlanRequest } from "../../../lib/plan/request";
import { loginName, providerById } from "../../../lib/postgres/providers";
import { MOST_RELATIONS } from "../../../lib/probe/select-relations";
import { keptWay } from "../../hand-off/use-draft";
import { Button } from "../../ui/button";
import { Disclosure } from "../../ui/disclosure";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import type { Look } from "../wire";
import type { Wizard } from "../wizard.types";
import { useWizard } from "../wizard-provider";
import { counted, digits } from "../wording";
import { ChangeLine } from "./change-row";
import { changeRows } from "./change-rows";
import { InParts } from "./in-parts";
import { KeptRowRules } from "./kept-row-rules";
import type { LoginPlace } from "./login-url";
import { PasswordQuestion } from "./password-question";
import { PlanNotes } from "./plan-notes";
import { QuestionPanel } from "./question-panel";
import { headline, notYet, type Question, questionsOf } from "./questions";
import { ScopeChangeNote } from "./scope-change-note";
import { ScriptLinks } from "./script-links";
import { UncoveredList } from "./uncovered-list";
import { useLeft } from "./use-left";

/** The plan: changes, questions, what stays out; and the one button that makes it so. */
export function PlanReview({ answer, working }: { answer: NonNullable<Wizard["plan"]>; working: boolean }) {
  const wizard = useWizard();
  const router = useRouter();
  const [noteId, scriptId] = [useId(), useId()];
  const { plan } = answer;
  const [left, setLeft] = useLeft(wizard.target, plan.role);
  const rows = changeRows(plan, leftOutSchemas(wizard.look, plan.coverage.schemas));
  const questions = questionsOf(plan, left);
  const required = questions.filter((question) => question.required);
  const place = placeOf(wizard, plan.role);
  const fate = plan.outcome === "create" || !place ? "none" : wizard.passwordFate;
  const [unclear, setUnclear] = useState(false);
  const planned = plan.statements.length + plan.afterProof.length > 0;
  const nothing = !planned && fate !== "new";
  const asks = fate !== "none" && wizard.handOff === null;
  const asked = required.length + (asks ? 1 : 0);
  const reason =
    notAskedHere(wizard, plan.outcome) ??
    notYet(questions, working || wizard.plan === null, fate === null ? 1 : 0) ??
    (fate === "keep" && unclear ? "Lucien’s URL cannot be used as it stands" : null);
  const scriptWay = !nothing && takesVerifiers(wizard.look) && wizard.handOff?.record.intent !== "change";
  // The way that was taken on the landing page of a hand-off comes first here.
  const scriptFirst = scriptWay && wizard.handOff !== null && keptWay(wizard.handOff.id) === "script";

  function start() {
    wizard.startRun();
    router.push("/apply");
  }
  const panels = (list: Question[]) =>
    list.map((question) => (
      <QuestionPanel
        key={question.id}
        question={question}
        request={wizard.request as PlanRequest}
        role={plan.role}
        working={working}
        onRequest={wizard.setRequest}
        onLeave={(leave) => setLeft(question.id, leave)}
      />
    ));
  const runIt = (
    <Button
      look={scriptFirst ? "primary" : "second"}
      notYet={reason !== null}
      reasonId={noteId}
      aria-describedby={scriptId}
      onClick={() => router.push("/script")}
    >
      Run it yourself
    </Button>
  );
  return (
    <>
      <ScreenHead
        title={nothing ? inPlace(fate === null) : headline(rows.length + (fate === "new" ? 1 : 0), asked)}
        lead={
          nothing
            ? "There is nothing to change. You can prove it again."
            : `Nothing has happened yet. ${wizard.request?.inParts ? "These run in several short steps." : "These run together: all of them, or none."}`
        }
      />
      <ScopeChangeNote />
      <ol className="mt-6 border-t border-line-2" aria-label="Changes">
        {rows.map((row, index) => (
          <ChangeLine key={`${row.kind}${row.title}`} row={row} number={index + 1} role={plan.role} />
        ))}
        {panels(required)}
        {asks && place && (
          <PasswordQuestion place={place} validUntil={wizard.request?.validUntil ?? null} onUnclear={setUnclear} />
        )}
      </ol>
      {fate === "new" && !asks && <NewPassword role={plan.role} />}
      <KeptRowRules plan={plan} />
      <Optional>{panels(questions.filter((question) => !question.required))}</Optional>
      <UncoveredList uncovered={plan.uncovered} />
      <PlanNotes notes={plan.notes} />
      {planned && <InParts tables={plan.coverage.whole + plan.coverage.part} />}
      {planned && <ScriptLinks answer={answer} scriptWay={scriptWay} />}
      <LogLine
        look={wizard.look}
        actAs={wizard.request?.actAs ?? null}
        rotates={fate === "new"}
        answer={answer}
        signsIn={fate === "none" || wizard.hasLoginPassword}
      />
      {scriptWay && (
        <p id={scriptId} className="mb-6 max-w-[90ch] text-small text-ink-2">
          <b className="font-semibold text-ink">Or run it yourself.</b> You run the SQL in psql or a migration. No
          further credential reaches this app. Then we sign in as the new login and prove it.
        </p>
      )}
      <ScreenFoot back="/choose" note={reason} noteId={noteId}>
        {scriptWay && !scriptFirst && runIt}
        <Button look={scriptFirst ? "second" : "primary"} notYet={reason !== null} reasonId={noteId} onClick={start}>
          {nothing ? "Prove it" : "Make the changes and prove it"}
        </Button>
        {scriptFirst && runIt}
      </ScreenFoot>
    </>
  );
}

/** A link about a login is for that login: where it stands, and only if it is there. */
function notAskedHere({ handOff, target }: Wizard, outcome: string): string | null {
  const login = handOff?.record.login ?? null;
  if (login === null || target === null) return null;
  if (!isSameHost(target.host, login.host) || target.database !== login.database) {
    return `The login stands in ${login.database} at ${login.host}`;
  }
  return outcome === "create" ? `There is no ${handOff?.record.role} here to change` : null;
}

/** In a hand-off that is no question: the founder's browser holds the new password, and nobody has the old one. */
function NewPassword({ role }: { role: string }) {
  return (
    <p className="mt-4 max-w-[80ch] text-small text-ink-2">
      <span className="font-mono text-code">{role}</span> is there already. It gets the password that was made in the
      founder’s browser: whoever signs in with the old one is cut off.
    </p>
  );
}

function inPlace(asks: boolean): string {
  return asks ? "All of this is in place, and one question is left" : "All of this is in place already";
}

/** Where the role's own URL leads. */
function placeOf({ target }: Wizard, role: string): LoginPlace | null {
  if (target === null) return null;
  const { host, port, database, user } = target;
  return { role, host, port, database, user: loginName(role, host, user) };
}

/** A script holds the password only as a verifier: hosts that refuse those get no script. */
function takesVerifiers(look: Look | null): boolean {
  return providerById(look?.provider?.id ?? null)?.verifiers !== "refused";
}

function Optional({ children }: { children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <Disclosure summary={`More you can close: ${counted(children.length, "thing")}`} className="mt-5">
      <p className="mt-1 max-w-[70ch] text-small text-ink-2">
        None of these lets Lucien change your data. Postgres gives them to any login.
      </p>
      <ul className="mt-3 border-t border-line-2">{children}</ul>
    </Disclosure>
  );
}

const WAYS_TO_CHANGE = 7;

/** So that nobody in the database's team is startled by what they find in the log. */
function LogLine(props: {
  look: Look | null;
  /** The role that the login acts as throughout. */
  actAs: string | null;
  answer: NonNullable<Wizard["plan"]>;
  signsIn: boolean;
  rotates: boolean;
}) {
  const { look, answer, signsIn, rotates } = props;
  if (look === null) return null;
  const tries = Math.min(MOST_RELATIONS, look.relations.length) * WAYS_TO_CHANGE;
  const { plan } = answer;
  const count = plan.statements.length + plan.afterProof.length + (rotates ? 1 : 0);
  const changes = count > 0 ? `${counted(count, "statement")} by ` : "a visit by ";
  return (
    <p className="mt-3 mb-8 max-w-[90ch] text-small text-ink-2">
      For your database’s team: the log may show {changes}
      <span className="font-mono text-code">{look.admin.name}</span>
      {props.actAs !== null && (
        <>
          , acting as <span className="font-mono text-code">{props.actAs}</span>
        </>
      )}
      . Then <span className="font-mono text-code">{plan.role}</span>
      {signsIn ? "" : ", in the same session,"} tries what it must not do. Each try is undone and each refusal caught,
      so none stands in the log; where PL/pgSQL is switched off, up to {digits(tries)} would (42501).
    </p>
  );
}

function leftOutSchemas(look: Look | null, shared: readonly string[]): string[] {
  const known = new Set(shared);
  const filled = new Set(look?.relations.map((relation) => relation.schema));
  return (look?.schemas ?? []).map((schema) => schema.name).filter((name) => filled.has(name) && !known.has(name));
}
