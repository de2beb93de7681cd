"use client";

import type { Wizard } from "../wizard.types";
import { useWizard } from "../wizard-provider";
import { counted, digits } from "../wording";
import type { StepName } from "./steps";

/** "So far": what is settled, in the rail. */
export function Receipt({ step }: { step: StepName }) {
  const wizard = useWizard();
  const rows = step === "connect" ? connectRows(wizard) : laterRows(wizard);
  if (rows.length === 0) return null;
  return (
    <section className="mt-8 border-t border-line pt-4" aria-labelledby="receipt">
      <h2 id="receipt" className="text-label font-semibold">
        So far
      </h2>
      <dl>
        {rows.map(({ term, value, code }) => (
          <div key={term}>
            <dt className="mt-3 text-label text-ink-3">{term}</dt>
            <dd className={code ? "font-mono text-code wrap-anywhere" : "text-small wrap-anywhere"}>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** `code`: a name as it stands in the database, in mono. */
type Row = { term: string; value: string; code?: boolean };

function connectRows(wizard: Wizard): Row[] {
  const rows: Row[] = [{ term: "Way in", value: "Admin connection" }, ...server("Host", wizard)];
  if (wizard.hasPassword) rows.push({ term: "Password", value: "In this page only. Gone when you leave it." });
  return rows;
}

function laterRows(wizard: Wizard): Row[] {
  const { look, request } = wizard;
  const rows = server("Server", wizard);
  if (look) rows.push({ term: "Signed in as", value: look.admin.name, code: true });
  if (request) {
    const known = look?.existingRole?.name === request.role;
    rows.push({ term: known ? "Login, there already" : "New login", value: request.role, code: true });
    rows.push({ term: "Shares", value: shares(request) });
    rows.push({ term: "Tables made later", value: later(request) });
  }
  return rows;
}

function server(term: string, { target, look }: Wizard): Row[] {
  if (!target?.host) return [];
  const provider = look?.provider?.name;
  return [provider ? { term, value: provider } : { term, value: target.host, code: true }];
}

function shares(request: NonNullable<Wizard["request"]>): string {
  const relations = request.schemas.flatMap((schema) => schema.relations);
  const part = relations.filter((relation) => relation.columns !== null).length;
  const tables = `${counted(relations.length - part, "table")} whole`;
  return part === 0 ? tables : `${tables}, ${digits(part)} in part`;
}

function later(request: NonNullable<Wizard["request"]>): string {
  const covered = request.schemas.filter((schema) => schema.future).length;
  if (covered === 0) return "No";
  return covered === request.schemas.length ? "Yes" : `In ${covered} of ${request.schemas.length} schemas`;
}
