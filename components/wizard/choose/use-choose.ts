"use client";

import { useEffect, useReducer, useRef, useState } from "react";
import type { PlanRequest } from "../../../lib/plan/request";
import type { Look } from "../wire";
import { type Choices, selectionOf, toRequest } from "./request";
import { relationAt, type Scope, schemaAt, scopeOf } from "./scope";
import { defaultSelection, type Selection } from "./selection";

const SAVE_AFTER_MS = 400;
const DEFAULT_ROLE = "lucien_readonly";

/** The state of the Choose screen. What is changed is kept as a request soon after, so back and reload lose nothing. */
export type Choose = {
  scope: Scope;
  selection: Selection;
  choices: Choices;
  /** Changes ticks through one of the functions of selection.ts. */
  tick(change: (selection: Selection) => void): void;
  choose(part: Partial<Choices>): void;
  /** Keeps the request as it stands now, if it changed. */
  save(): void;
};

/** Starts from the request made before, from what a login reads that is to be changed, or from the defaults. */
export function useChoose(
  look: Look,
  { request, present, role }: { request: PlanRequest | null; present: PlanRequest | null; role: string | null },
  keep: (request: PlanRequest) => void,
): Choose {
  const [start] = useState(request ?? present);
  const [scope] = useState(() => scopeOf(look));
  const [selection] = useState(() => (start ? selectionOf(scope, start) : defaultSelection(scope)));
  const [choices, setChoices] = useState(() => firstChoices(scope, start, look, role));
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changed = useRef(request === null);
  const save = useRef(() => {});
  save.current = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    // A request that did not change must not be kept anew: that would forget the plan and the run made from it.
    if (changed.current) keep(toRequest(selection, choices, request ?? present));
    changed.current = false;
  };

  useEffect(() => {
    // Leaving within the delay must not lose the last tick.
    return () => {
      if (timer.current !== undefined) save.current();
    };
  }, []);

  function later() {
    changed.current = true;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => save.current(), SAVE_AFTER_MS);
  }
  return {
    scope,
    selection,
    choices,
    tick(change) {
      change(selection);
      redraw();
      later();
    },
    choose(part) {
      setChoices((before) => ({ ...before, ...part }));
      later();
    },
    save: () => save.current(),
  };
}

function firstChoices(scope: Scope, request: PlanRequest | null, look: Look, asked: string | null): Choices {
  if (request) {
    const { role, connectionLimit, statementTimeoutMs, validUntil, adopt, schemas } = request;
    // Where a login reads nothing that has row rules, nobody has answered the question about them.
    const unasked = request === look.present && request.rowRules === "keep" && able(look) && !readsFiltered(look);
    const rowRules = unasked ? null : request.rowRules;
    const future = new Set(schemas.filter((schema) => schema.future).map((schema) => schema.name));
    const actAs = request.actAs ?? null;
    return { role, connectionLimit, statementTimeoutMs, validUntil, adopt, rowRules, future, actAs };
  }
  return {
    role: asked ?? look.existingRole?.name ?? DEFAULT_ROLE,
    connectionLimit: 10,
    statementTimeoutMs: 60_000,
    validUntil: null,
    adopt: false,
    // CREATEROLE is not inherited: a login without it can only make another as a role that has it.
    actAs: look.admin.superuser || look.admin.createRole ? null : (look.actAs[0] ?? null),
    rowRules: able(look) ? null : "keep",
    future: new Set(
      scope.schemas
        .map((schema) => schema.facts)
        .filter(keepsUp)
        .map((facts) => facts.name),
    ),
  };
}

function able({ rowRules }: Look): boolean {
  return rowRules.policy || rowRules.bypass;
}

function readsFiltered({ present, relations }: Look): boolean {
  const read = new Set(
    present?.schemas.flatMap((one) => one.relations.map(({ name }) => JSON.stringify([one.name, name]))),
  );
  return relations.some(({ rowSecurity, schema, name }) => rowSecurity && read.has(JSON.stringify([schema, name])));
}

/** It is the customer's own schema, and somebody makes tables here: what no admin can promise, the plan says line by line. */
function keepsUp(facts: Look["schemas"][number]): boolean {
  return facts.kind === "user" && facts.creators.length > 0;
}

/** How many of the ticked relations have row rules. */
export function tickedWithRowRules(selection: Selection): number {
  return selection.scope.look.relations.filter(
    (relation, rel) => relation.rowSecurity && (selection.shared[rel] ?? 0) > 0,
  ).length;
}

/** The schemas of which something is ticked, in the order of the tree. */
export function tickedSchemas(selection: Selection): Look["schemas"] {
  return selection.scope.schemas.flatMap((_, index) => {
    const counts = selection.perSchema[index];
    return counts && counts.whole + counts.part > 0 ? [schemaAt(selection.scope, index).facts] : [];
  });
}

/** Names of relations that are shared without some of their columns. */
export function inPart(selection: Selection): string[] {
  return selection.scope.look.relations.flatMap((_, rel) => {
    const shared = selection.shared[rel] ?? 0;
    const { schema, name, columns } = relationAt(selection.scope, rel);
    return shared > 0 && shared < columns.length ? [`${schema}.${name}`] : [];
  });
}
