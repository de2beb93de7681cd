"use client";

import { useRouter } from "next/navigation";
import { useDeferredValue, useId } from "react";
import { Button, ButtonLink } from "../../ui/button";
import { Empty } from "../../ui/empty";
import { SideNote } from "../../ui/side-note";
import { changedRole } from "../changed-role";
import { ScreenFoot, ScreenHead } from "../shell/frames";
import type { Look } from "../wire";
import { useWizard } from "../wizard-provider";
import { counted, digits, listed } from "../wording";
import { LaterTables } from "./later-tables";
import { ScopePicture } from "./picture";
import { notYet } from "./request";
import { RowRules } from "./row-rules";
import { ScopePicker } from "./scope-picker";
import type { Selection } from "./selection";
import { Settings } from "./settings";
import { inPart, tickedSchemas, tickedWithRowRules, useChoose } from "./use-choose";

/** Choose: what Lucien may see. */
export function ChooseScreen() {
  const wizard = useWizard();
  const { look } = wizard;
  if (look === null) return null;
  const changed = changedRole(wizard);
  const gone = changed !== null && look.present === null;
  return (
    <>
      <ScreenHead
        title="What may Lucien see?"
        lead={
          changed === null || gone
            ? "All of it is ticked, except what looks secret. Untick anything you would not show a new hire."
            : "Ticked is what it sees now. Tick more, or untick what it shall see no longer; its password stays."
        }
      />
      {gone && <Gone role={changed} />}
      {look.relations.length === 0 ? <NoTables database={look.database} /> : <Choosing look={look} />}
    </>
  );
}

function Choosing({ look }: { look: Look }) {
  const wizard = useWizard();
  const router = useRouter();
  const noteId = useId();
  const { selection, choices, tick, choose, save } = useChoose(
    look,
    {
      request: wizard.request,
      present: changedRole(wizard) === null ? null : look.present,
      role: wizard.login?.role ?? wizard.handOff?.record.role ?? null,
    },
    wizard.setRequest,
  );
  const drawn = useDeferredValue(selection.version);
  const withRules = tickedWithRowRules(selection);
  const reason = notYet(selection, choices, withRules > 0);
  const able = look.rowRules.policy || look.rowRules.bypass;

  function goOn() {
    save();
    router.push("/review");
  }
  return (
    <>
      <div className="mt-6 grid gap-7 tablet:grid-cols-[minmax(0,1fr)_300px] wide:grid-cols-[minmax(0,1fr)_372px] wide:gap-10">
        <div className="min-w-0 max-tablet:order-2">
          <ScopePicker selection={selection} tick={tick} />
          <ColumnNote selection={selection} />
          <LaterTables
            schemas={tickedSchemas(selection)}
            future={choices.future}
            onChange={(future) => choose({ future })}
          />
          <Settings choices={choices} look={look} choose={choose} />
        </div>
        <aside className="self-start max-tablet:contents tablet:sticky tablet:top-6">
          <div className="max-tablet:order-1">
            <ScopePicture selection={selection} version={drawn} />
          </div>
          {withRules > 0 && (
            <div className="tablet:mt-5 max-tablet:order-3">
              <RowRules
                count={withRules}
                can={look.rowRules}
                value={able ? choices.rowRules : "keep"}
                onChange={(rowRules) => choose({ rowRules })}
              />
            </div>
          )}
        </aside>
      </div>
      <ScreenFoot back="/connect" note={reason ?? footCount(selection)} noteId={noteId}>
        <Button notYet={reason !== null} reasonId={noteId} onClick={goOn}>
          Review the changes
        </Button>
      </ScreenFoot>
    </>
  );
}

/** Said where it is decided: what leaving out columns means for those who ask. */
function ColumnNote({ selection }: { selection: Selection }) {
  if (selection.total.part === 0) return null;
  const tables = inPart(selection);
  return (
    <p className="mt-4 pl-2 text-small text-ink-2">
      {tables.length === 1 ? "One table is" : `${digits(tables.length)} tables are`} shared without some columns (
      <span className="font-mono text-code">{listed(tables, 4)}</span>). There{" "}
      <code className="text-code">SELECT *</code> fails, Lucien has to name the columns, and a column added later stays
      left out.
    </p>
  );
}

/** Renamed or removed behind our back: what comes is a new one. */
function Gone({ role }: { role: string }) {
  return (
    <SideNote tone="ask" className="mt-5" title={`There is no login called ${role} here any more`}>
      It is made anew, with a new password. Lucien then needs its new URL.
    </SideNote>
  );
}

function NoTables({ database }: { database: string }) {
  return (
    <div className="mt-6 max-w-[560px]">
      <Empty
        title={`There are no tables in “${database}”`}
        action={
          <ButtonLink small href="/connect">
            Choose another database
          </ButtonLink>
        }
      >
        We looked at every schema. A server can hold several databases: the tables may be in another one.
      </Empty>
    </div>
  );
}

function footCount(selection: Selection): string {
  const { whole, part, relations, columnsLeftOut } = selection.total;
  const columns = columnsLeftOut === 0 ? "" : `, ${counted(columnsLeftOut, "column")} left out`;
  return `${digits(whole + part)} of ${counted(relations, "table")}${columns}`;
}
