import type { Connection } from "../../lib/store/connections";
import { Disclosure } from "../ui/disclosure";
import { SqlBlock } from "../ui/sql-block";
import { terminalLines } from "./terminal-lines";

/** The same six from a terminal, for whoever would rather not open this page. */
export function TerminalNote({ login }: { login: Pick<Connection, "role" | "passwordMode"> }) {
  return (
    <Disclosure summary="All of this in a terminal" className="mt-6 border-t border-line pt-4">
      <p className="mt-2 text-small text-ink-2">
        In a checkout of this app. The admin’s URL stands in <code className="text-code">ADMIN_DATABASE_URL</code>, the
        login’s own in <code className="text-code">READONLY_DATABASE_URL</code>; never behind the command.{" "}
        <code className="text-code">plan</code> only shows what <code className="text-code">create</code> would do. With{" "}
        <code className="text-code">--sql</code> all but <code className="text-code">audit</code> and{" "}
        <code className="text-code">create</code> print the script instead.
      </p>
      <div className="mt-2">
        <SqlBlock sql={terminalLines(login).join("\n")} bold={login.role} onSurface lines={20} />
      </div>
    </Disclosure>
  );
}
