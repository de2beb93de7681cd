"use client";

import type { Connection } from "../../lib/store/connections";
import { checkSentence, looksOf, standingOf } from "../dashboard/connection-words";
import { lastCheck, remindersOf } from "../dashboard/reminder-rules";
import { dayOrToday, longDay } from "../hand-off/times";
import { useNow } from "../hand-off/use-now";
import { PageHead } from "../shell/page";
import { Badge } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { Facts } from "../ui/facts";
import { SideNote } from "../ui/side-note";
import { AskEngineer } from "./ask-engineer";
import { CheckSection } from "./check-section";
import { LifeSection } from "./life-section";
import { PauseSection } from "./pause-section";
import { RemoveSection } from "./remove-section";
import { RotateSection } from "./rotate-section";
import { TerminalNote } from "./terminal-note";

/** One login: how it stands, and what can be done about it. `at`: the server's clock when the page was made. */
export function ConnectionScreen({ connection, at }: { connection: Connection; at: number }) {
  const now = useNow();
  const { id, role, name, checks } = connection;
  const standing = standingOf(connection, now?.getTime() ?? at);
  const paused = checks[0]?.verdict === "paused";
  return (
    <>
      <PageHead
        up={{ href: "/connections", label: "Connections" }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="wrap-anywhere">{name}</span>
            <Badge tone={standing.tone}>{standing.says}</Badge>
          </span>
        }
        lead={checkSentence(connection)}
      />
      <div className="mt-9 grid gap-9 tablet:grid-cols-[minmax(0,1fr)_260px] tablet:gap-10 wide:grid-cols-[minmax(0,1fr)_332px] wide:gap-14">
        <div className="min-w-0 border-t border-line-2">
          <CheckSection id={id} role={role} open={!paused && standing.tone !== "plain"} />
          <RotateSection id={id} role={role} />
          <PauseSection id={id} role={role} act={paused ? "resume" : "pause"} />
          <LifeSection
            anchor="change"
            title="Change what it may see"
            about="Go through the same steps with another choice. What it sees now is ticked; its password stays."
            act="Change"
          >
            <p className="text-small text-ink-2">
              Sign in as an admin, tick more or less, and see what is added and taken away before it happens. There you
              can also take it as a script, and choose another day for the password to end.
            </p>
            <div>
              <ButtonLink look="second" small href={`/connect?login=${id}`}>
                Change what it sees
              </ButtonLink>
            </div>
            <AskEngineer id={id} intent="change" />
          </LifeSection>
          <RemoveSection id={id} role={role} name={name} />
        </div>
        <aside className="min-w-0 max-tablet:contents">
          {now && <Asked connection={connection} now={now.getTime()} />}
          <section aria-labelledby="this-login">
            <h2 id="this-login" className="mb-1 text-head">
              This login
            </h2>
            <Facts facts={factsOf(connection, now)} />
            <TerminalNote login={connection} />
          </section>
        </aside>
      </div>
    </>
  );
}

/** What it asks for, each with the way to the section where that is done. */
function Asked({ connection, now }: { connection: Connection; now: number }) {
  const reminders = remindersOf(connection, now);
  if (reminders.length === 0) return null;
  return (
    <section aria-labelledby="reminders" className="max-tablet:order-first tablet:mb-10">
      <h2 id="reminders" className="mb-3.5 text-head">
        Reminders
      </h2>
      <div className="grid gap-4">
        {reminders.map(({ kind, title, says, act }) => (
          <SideNote key={kind} tone="ask" title={title}>
            {says}{" "}
            <a href={`#${act.section}`} className="link">
              {act.label}
            </a>
          </SideNote>
        ))}
      </div>
    </section>
  );
}

function factsOf(connection: Connection, now: Date | null) {
  const { role, host, port, database, passwordMode, passwordSetAt, validUntil, createdAt, checks } = connection;
  const newest = lastCheck(connection);
  const day = (time: number) => (now === null ? "" : longDay(new Date(time), now));
  return [
    { term: "Login", value: role, code: true },
    { term: "Server", value: `${host}:${port}`, code: true },
    { term: "Database", value: database, code: true },
    {
      term: "Password",
      value: passwordSetAt !== null && passwordMode === "kept" ? "renewed here" : PASSWORDS[passwordMode],
    },
    { term: "Password since", value: passwordSetAt === null ? "not known" : day(passwordSetAt) },
    {
      term: "Password ends",
      value: validUntil === null ? "no day set" : day(validUntil),
    },
    { term: "Listed since", value: day(createdAt) },
    { term: "Last look", value: newest && now ? dayOrToday(new Date(newest.at), now) : "none" },
    { term: "Looks in all", value: String(looksOf(checks).length) },
  ];
}

const PASSWORDS: Record<Connection["passwordMode"], string> = {
  verifier: "made in your browser",
  sealed: "made by this server, sealed",
  kept: "made elsewhere",
};
