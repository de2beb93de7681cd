import type { Finding } from "../audit/finding.ts";
import type { Snapshot } from "../inspect/snapshot.ts";
import type { Change } from "../statements/change.ts";
import { joinRole } from "../statements/membership.ts";
import { dropOwnedBy, dropRole } from "../statements/role.ts";
import type { ObjectRef, Statement } from "../statements/statement.ts";
import { containerGrants } from "./containers.ts";
import { extraRevokes } from "./extras.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { futureGrants, futureRevokes } from "./future.ts";
import type { HazardCode } from "./hazard-codes.ts";
import { adoptHazard, hazardsOf } from "./hazards.ts";
import { type LoginParts, loginChanges, makesPassword, SHOWN_LOGIN } from "./login.ts";
import { notesOf } from "./notes.ts";
import { inBrackets, type WayChange } from "./power.ts";
import { refuseAtOnce } from "./refuse.ts";
import { refuseIfUseless } from "./refuse-useless.ts";
import { type ChosenRelations, chosenRelations, relationGrants } from "./relations.ts";
import type { PlanRequest } from "./request.ts";
import { rowRules } from "./row-rules.ts";

/**
 * The statements that make the database as it was asked for; none where it is so already. Pure: the same facts give the
 * same plan, and `login` alone decides what stands where a password does. Throws AppError `refused.*` where nothing
 * should be tried: a copy of the database, a missing right, a name that cannot be, nothing readable afterwards.
 */
export function plan(
  request: PlanRequest,
  snapshot: Snapshot,
  findings: readonly Finding[],
  login: LoginParts = SHOWN_LOGIN,
): Plan {
  const { steps, complete } = beginPlan(request, snapshot);
  return complete(steps(findings, login));
}

/** Of a plan what is run and checked, without what only its readers want. */
export type PlanSteps = Omit<Plan, "notes" | "fingerprint">;

/** What is left of `plan`. Both may be asked for several times. */
export type BegunPlan = {
  /** A moment, whatever the size of the database. */
  steps: (findings: readonly Finding[], login: LoginParts) => PlanSteps;
  /** Takes a while for a large database: it hashes all that the plan rests on. */
  complete: (steps: PlanSteps) => Plan;
};

/**
 * `plan` in pieces: all that does not depend on the findings, which may still be on their way. Throws, now or at its
 * end, what `plan` throws.
 */
export function beginPlan(request: PlanRequest, snapshot: Snapshot): BegunPlan {
  refuseAtOnce(request, snapshot);
  const chosen = chosenRelations(request, snapshot);
  const parts = partsOf(request, snapshot, chosen);
  const isNew = makesPassword(snapshot.role);
  return {
    steps(findings, login) {
      const open = hazardsOf(request, snapshot, findings);
      const role = loginChanges(request, snapshot, login);
      const uncovered = [...parts.uncovered, ...open.uncovered, ...role.uncovered];
      refuseIfUseless(request, snapshot, { ...parts, chosen, uncovered });
      const below = [...parts.changes, ...open.changes];
      const changes = [...role.changes, ...inBrackets(snapshot, below)];
      return {
        formatVersion: 1,
        role: request.role,
        database: snapshot.database.name,
        outcome: isNew ? "create" : changes.length === 0 ? "unchanged" : "change",
        statements: changes.map((c) => c.statement),
        afterProof: role.afterProof,
        undo: isNew ? undoOfNewRole(request, snapshot, below) : reversed(changes),
        hazards: [...parts.hazards, ...open.hazards],
        uncovered,
        coverage: parts.coverage,
      };
    },
    complete(steps) {
      const fingerprint = fingerprintOf(request, snapshot, steps);
      return { ...steps, notes: notesOf(request, snapshot), fingerprint };
    },
  };
}

/** What the stages of planning found in the snapshot, before it is put in order. */
function partsOf(request: PlanRequest, snapshot: Snapshot, { chosen, missing }: ChosenRelations) {
  const containers = containerGrants(request, snapshot);
  const relations = relationGrants(request, snapshot, chosen);
  const extras = extraRevokes(request, snapshot, chosen);
  const rules = rowRules(request, snapshot, [...relations.whole, ...relations.part]);
  const later = futureGrants(request, snapshot);
  const noLonger = futureRevokes(request, snapshot);
  const whole = relations.whole.filter((r) => containers.open.has(r.schema));
  const part = relations.part.filter((r) => containers.open.has(r.schema));
  const uncovered = [containers, relations, extras, rules, later, noLonger].flatMap((p) => p.uncovered);
  const shareable = new Set(snapshot.schemas.filter((s) => s.kind === "user").map((s) => s.name));
  const inScope = snapshot.relations.filter((r) => r.partitionRoot === null && shareable.has(r.schema));
  return {
    connects: containers.connects,
    changes: [
      ...extras.changes,
      ...noLonger.changes,
      ...containers.grants,
      ...relations.grants,
      ...rules.changes,
      ...later.changes,
    ],
    hazards: [...adoptHazard(request, snapshot, [...extras.changes, ...noLonger.changes]), ...rules.hazards],
    uncovered: [...missing, ...uncovered],
    asked: request.schemas.reduce((n, s) => n + s.relations.length, 0),
    coverage: {
      whole: whole.length,
      part: part.length,
      leftOut: Math.max(0, inScope.length - whole.length - part.length),
      schemas: [...containers.open].sort(),
    },
  };
}

function reversed(changes: readonly Change[]): Statement[] {
  return changes.toReversed().flatMap((c) => c.undo);
}

/**
 * The role goes, and with it all that it was given here, whatever was granted since included. What was done with
 * somebody else's rights, to row rules and to PUBLIC is taken back by name first: DROP OWNED does not reach that.
 */
function undoOfNewRole(request: PlanRequest, snapshot: Snapshot, changes: readonly WayChange[]): Statement[] {
  const { admin, server } = snapshot;
  // DROP OWNED asks for the role's rights; before 16 a NOINHERIT admin has no way to them: then all goes by name.
  const sweeps = admin.superuser || admin.inherit || server.versionNum >= 160000;
  const byName = changes.filter(
    ({ way, change }) => !sweeps || way.kind !== "direct" || way.byOption || !goesWithRole(change),
  );
  return [
    ...reversed(inBrackets(snapshot, byName)),
    ...(admin.superuser || !sweeps ? [] : [joinRole(request.role, admin.name, server.versionNum)]),
    ...(sweeps ? [dropOwnedBy(request.role)] : []),
    dropRole(request.role),
  ];
}

function goesWithRole({ statement }: Change): boolean {
  return statement.kind !== "public" && !(statement.kind === "row-rules" && statement.object?.type === "policy");
}

/** What will be done, as data: the same value is shown, sent for review, fingerprinted and applied. */
export type Plan = {
  formatVersion: 1;
  role: string;
  database: string;
  outcome: "create" | "change" | "unchanged";
  /** Run in this order, in one transaction. Hazards that were not accepted have no statement here. */
  statements: Statement[];
  /** Run once the login test is over, in a transaction of their own: the password that stays, the finished mark. */
  afterProof: Statement[];
  /** The reverse, in the order in which it is to be run. */
  undo: Statement[];
  hazards: Hazard[];
  uncovered: Uncovered[];
  /** What no statement can see to; said, and nothing to decide. */
  notes: PlanNote[];
  /** sha256 (hex) over the request and every fact of the snapshot that the plan rests on. */
  fingerprint: string;
  /** Relations that the role will be able to read when this is applied: whole, or some columns. */
  coverage: { whole: number; part: number; leftOut: number; schemas: string[] };
};

/** Something that needs a yes by name. Off until accepted; never silent; always in the undo. */
export type Hazard = {
  code: HazardCode;
  object: ObjectRef | null;
  /** `code:object`, what --accept takes and the wizard ticks. */
  key: string;
  /** The founder's sentence: what is true today and what accepting does. */
  sentence: string;
  detail: string;
  /** `write`: while it stands the verdict is can-write. `optional`: closes a side effect only. */
  weight: "write" | "optional";
  statements: Statement[];
  undo: Statement[];
  affects: { role: string; loses: string; giveBack: Statement | null; takeBack?: Statement | null }[];
  accepted: boolean;
};

/** True once the plan is applied, and not to be helped by it. */
export type PlanNote = {
  code: "left-out-may-return";
  object: ObjectRef;
  /** The founder's words. */
  sentence: string;
  detail: string;
  /** The line to run when it has come to that. */
  remedy: string;
};

/** What was asked for and cannot be done by this admin, with the line its owner must run. */
export type Uncovered = {
  kind: "relation" | "schema" | "future" | "row-rules" | "public" | "attribute";
  object: ObjectRef;
  owner: string;
  reason: string;
  remedy: string;
};
