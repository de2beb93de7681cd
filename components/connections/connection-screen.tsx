"use client";

import type { Connection } from "../../lib/store/connections";
import { checkSentence, standingOf } from "../dashboard/connection-words";
import { dayOrToday } from "../hand-off/times";
import { useNow } from "../hand-off/use-now";
import { PageHead } from "../shell/page";
import { Badge } from "../ui/badge";
import { ButtonLink } from "../ui/button";
import { Facts } from "../ui/facts";
import { CheckSection } from "./check-section";
import { LifeSection } from "./life-section";
import { PauseSection } from "./pause-section";
import { RemoveSection } from "./remove-section";
import { RotateSection } from "./rotate-section";

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
            title="Change what it may see"
            about="Go through the same steps with another choice. What is no longer ticked is taken back; its password stays."
            act="How"
          >
            <p className="text-small text-ink-2">
              Sign in as an admin, tick what Lucien may see, and keep the login&apos;s name: <b>{role}</b>.
            </p>
            <div>
              <ButtonLink look="second" small href="/connect">
                Choose again
              </ButtonLink>
            </div>
          </LifeSection>
          <RemoveSection id={id} role={role} name={name} />
        </div>
        <aside className="min-w-0">
          <h2 className="mb-1 text-head">This login</h2>
          <Facts facts={factsOf(connection, now)} />
        </aside>
      </div>
    </>
  );
}

function factsOf({ role, host, port, database, passwordMode, createdAt, checks }: Connection, now: Date | null) {
  const newest = checks[0];
  const day = (time: number) => (now === null ? "" : dayOrToday(new Date(time), now));
  return [
    { term: "Login", value: role, code: true },
    { term: "Server", value: `${host}:${port}`, code: true },
    { term: "Database", value: database, code: true },
    { term: "Password", value: PASSWORDS[passwordMode] },
    { term: "Listed since", value: day(createdAt) },
    { term: "Last look", value: newest ? day(newest.at) : "none" },
    { term: "Looks in all", value: String(checks.length) },
  ];
}

const PASSWORDS: Record<Connection["passwordMode"], string> = {
  verifier: "made in your browser",
  sealed: "made by this server, sealed",
  kept: "made elsewhere",
};
