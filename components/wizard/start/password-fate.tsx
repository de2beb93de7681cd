import type { ReactNode } from "react";
import { classNames } from "../../ui/class-names";
import { Disclosure, Pre } from "../../ui/disclosure";

/** Who knows which password, for how long, and what nobody can promise. */
export function PasswordFate() {
  return (
    <aside className="border-t border-line bg-sunk px-4 pt-7 pb-9 tablet:border-t-0 tablet:border-l tablet:px-10 tablet:pt-[76px] tablet:pb-14">
      <h2 className="mb-4 text-head">What happens to the passwords</h2>
      <div className="grid gap-6">
        <Fate name="Your admin password" track={[["typed"], ["used once", "held"], ["forgotten", "gone"]]}>
          Held in memory while the job runs. Never written to disk, a log or a cookie.
        </Fate>
        <Fate
          name="Lucien’s new password"
          track={[
            ["made here", "held"],
            ["kept here", "held"],
            ["not sent to us", "gone"],
          ]}
        >
          Your browser makes it. The server and the database only get a one-way fingerprint of it.
        </Fate>
        <div className="border-l-2 border-ask-fill pl-3.5">
          <h3 className="text-row font-semibold">What we cannot promise</h3>
          <p className="mt-1 text-small text-ink-2">
            Whoever runs this server could read the admin password at the moment you use it. Use a temporary admin, or
            let your engineer run the SQL.
          </p>
          <TemporaryAdmin />
        </div>
      </div>
    </aside>
  );
}

const TRACK = {
  open: "bg-paper text-ink-2",
  held: "bg-shut text-on-shut",
  gone: "text-ink-3 shadow-[inset_0_0_0_1px_var(--line-2)]",
} as const;

type Station = [label: string, state?: "held" | "gone"];

function Fate({ name, track, children }: { name: string; track: readonly Station[]; children: ReactNode }) {
  return (
    <div>
      <h3 className="text-row font-semibold">{name}</h3>
      <p className="mt-2.5 mb-1.5 grid grid-cols-3 gap-0.5 text-label">
        {track.map(([label, state]) => (
          <span
            key={label}
            className={classNames(
              "flex h-7 items-center rounded-cell px-2.5 whitespace-nowrap",
              TRACK[state ?? "open"],
            )}
          >
            {label}
          </span>
        ))}
      </p>
      <p className="text-small text-ink-2">{children}</p>
    </div>
  );
}

function TemporaryAdmin() {
  return (
    <Disclosure className="mt-2" summary={<span className="link">How to make a temporary admin</span>}>
      <p className="mt-2 text-small text-ink-2">
        Run this in your host’s SQL editor. It works until midnight, and the last screen tells you how to take it away.
      </p>
      <Pre onSurface>
        {"create role lucien_setup login createrole password '…'\n  valid until 'tomorrow';\n"}
        {"grant postgres to lucien_setup;  -- the role that owns your tables"}
      </Pre>
    </Disclosure>
  );
}
