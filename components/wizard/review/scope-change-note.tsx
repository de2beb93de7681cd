"use client";

import { changedRole } from "../changed-role";
import { useWizard } from "../wizard-provider";
import { counted } from "../wording";
import { type ScopeChange, scopeChange } from "./scope-change";

/** Where a listed login is changed: what it will see that it does not see now, and what it will see no longer. */
export function ScopeChangeNote() {
  const wizard = useWizard();
  const { look, request } = wizard;
  const present = look?.present ?? null;
  if (changedRole(wizard) === null || look === null || present === null || request === null) return null;
  const change = scopeChange(present.schemas, request.schemas, look);
  if (change.added.length + change.taken.length === 0) {
    return <p className="mt-5 text-row text-ink-2">What it sees stays as it is.</p>;
  }
  return (
    <section aria-label="What it sees" className="mt-6 grid gap-4 border-t border-line pt-4 tablet:grid-cols-2">
      <Side title="Added" none="Nothing is added." names={change.added} />
      <Side title="Taken away" none="Nothing is taken away." names={change.taken} />
    </section>
  );
}

/** So many by name; the statements below name them all. */
const NAMED = 12;

function Side({ title, none, names }: { title: string; none: string; names: ScopeChange["added"] }) {
  return (
    <div>
      <h2 className="text-label font-semibold">
        {names.length > 0 ? `${title}: ${counted(names.length, "thing")}` : title}
      </h2>
      {names.length === 0 ? (
        <p className="mt-1 text-small text-ink-2">{none}</p>
      ) : (
        <ul className="mt-1 text-small text-ink-2">
          {names.slice(0, NAMED).map((name) => (
            <li key={name} className="wrap-anywhere">
              {name}
            </li>
          ))}
          {names.length > NAMED && <li>and {counted(names.length - NAMED, "more", "more")}</li>}
        </ul>
      )}
    </div>
  );
}
