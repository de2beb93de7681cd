import type { Hazard, Plan } from "../../../lib/plan/plan.ts";
import type { PlanRequest } from "../../../lib/plan/request.ts";
import type { Statement } from "../../../lib/statements/statement.ts";
import { capital, counted, digits, inWords } from "../wording.ts";

/** Hazards of one kind, asked as one question with one answer. */
export type Question = {
  id: string;
  code: Hazard["code"];
  hazards: Hazard[];
  /** Must be answered before the changes can be made. */
  required: boolean;
  answer: "yes" | "leave" | null;
};

/** Answers of "leave it", by question; a yes stands in the request. */
export type Left = ReadonlySet<string>;

/**
 * The questions of a plan. Row rules are not among them: they were answered where the tables were chosen. A yes counts
 * only once the plan says so, and then what is shown is what runs.
 */
export function questionsOf(plan: Plan, left: Left): Question[] {
  const asked = plan.hazards.filter((hazard) => !hazard.code.startsWith("row-rules"));
  const groups = Map.groupBy(asked, (hazard) => `${hazard.weight}:${hazard.code}`);
  return [...groups].map(([id, hazards]) => ({
    id,
    code: (hazards[0] as Hazard).code,
    hazards,
    required: (hazards[0] as Hazard).weight === "write",
    answer: hazards.every((hazard) => hazard.accepted) ? "yes" : left.has(id) ? "leave" : null,
  }));
}

/** Six changes, and one question. */
export function headline(changes: number, questions: number): string {
  const asks = questions === 0 ? "" : `, and ${inWords(questions, "question")}`;
  return capital(`${inWords(changes, "change")}${asks}`);
}

/** Why the changes cannot be made yet, or null. */
export function notYet(questions: readonly Question[], working: boolean, others = 0): string | null {
  if (working) return "Working out the changes";
  const open = questions.filter((question) => question.required && question.answer === null).length + others;
  if (open === 0) return null;
  return open === 1 ? "One question left to answer" : `${capital(inWords(open, "question"))} left to answer`;
}

/** The request with one question answered. "Leave it" also takes back what was given back. */
export function answered(request: PlanRequest, question: Question, yes: boolean): PlanRequest {
  const keys = new Set(question.hazards.map((hazard) => hazard.key));
  const others = request.accept.filter((key) => !keys.has(key) && key !== question.code);
  if (yes) return { ...request, adopt: request.adopt || question.code === "adopt-role", accept: [...others, ...keys] };
  const giveBack = Object.fromEntries(Object.entries(request.giveBack).filter(([key]) => !keys.has(key)));
  return { ...request, adopt: request.adopt && question.code !== "adopt-role", accept: others, giveBack };
}

/** Roles that lose something with this question, each once, and whether they get it back. */
export function affectedRoles(question: Question, request: PlanRequest) {
  const roles = new Map<string, { role: string; loses: string[]; canGiveBack: boolean; givenBack: boolean }>();
  for (const { key, affects } of question.hazards) {
    for (const { role, loses, giveBack } of affects) {
      const known = roles.get(role) ?? { role, loses: [], canGiveBack: false, givenBack: false };
      if (!known.loses.includes(loses)) known.loses.push(loses);
      known.canGiveBack ||= giveBack !== null;
      known.givenBack ||= request.giveBack[key]?.includes(role) ?? false;
      roles.set(role, known);
    }
  }
  return [...roles.values()];
}

/** The request with everything of this question given back to a role, or not. */
export function withGiveBack(request: PlanRequest, question: Question, role: string, give: boolean): PlanRequest {
  const giveBack = { ...request.giveBack };
  for (const { key, affects } of question.hazards) {
    const others = (giveBack[key] ?? []).filter((name) => name !== role);
    const able = affects.some((affected) => affected.role === role && affected.giveBack !== null);
    const roles = give && able ? [...others, role] : others;
    if (roles.length > 0) giveBack[key] = roles;
    else delete giveBack[key];
  }
  return { ...request, giveBack };
}

/** What a yes runs, given-back rights included, in its order. */
export function yesStatements(question: Question, request: PlanRequest): Statement[] {
  return question.hazards.flatMap((hazard) => [
    ...hazard.statements,
    ...hazard.affects.flatMap(({ role, giveBack }) =>
      giveBack !== null && request.giveBack[hazard.key]?.includes(role) ? [giveBack] : [],
    ),
  ]);
}

/** What takes a yes back, given-back rights first. */
export function undoStatements(question: Question, request: PlanRequest): Statement[] {
  return question.hazards.flatMap((hazard) => [
    ...hazard.affects.flatMap(({ role, takeBack }) =>
      takeBack && request.giveBack[hazard.key]?.includes(role) ? [takeBack] : [],
    ),
    ...hazard.undo,
  ]);
}

/** The label of the tick: it is the consequence. */
export function yesLabel(question: Question): string {
  const [first] = question.hazards;
  const title = first?.statements[0]?.title.replace(/\.$/, "") ?? "";
  if (question.code === "adopt-role") return "Yes, take this login over";
  if (question.hazards.length > 1) return `Yes, ${SEVERAL[question.code](question.hazards.length)} from everyone`;
  return title === "" ? "Yes, close it" : `Yes, ${title.slice(0, 1).toLowerCase()}${title.slice(1)}`;
}

/** The fact in one line. Several of a kind are counted; each one's own sentence stands in the list below. */
export function questionTitle({ code, hazards }: Question): string {
  const [first] = hazards;
  if (hazards.length === 1 && first) return first.sentence.replace(/\.$/, "");
  return `Today, any login can ${CAN[code](hazards.length)}`;
}

type Counted = (count: number) => string;

const CAN: Record<Hazard["code"], Counted> = {
  "public-table-write": (n) => `change ${counted(n, "table")}`,
  "public-sequence-write": (n) => `move ${counted(n, "counter")}`,
  "public-schema-create": (n) => `make tables in ${counted(n, "schema")}`,
  "public-database-create": (n) => `make schemas in ${counted(n, "database")}`,
  "public-temporary": (n) => `make temporary tables in ${counted(n, "database")}`,
  "public-routine-execute": (n) => `run ${counted(n, "function")} with the rights of their owners`,
  "public-large-objects": (n) => `change ${counted(n, "large object")}`,
  "public-default-privileges": (n) => `change what ${digits(n)} owners make later`,
  "public-other": (n) => `do ${counted(n, "other thing")} to change things`,
  "row-rules-policy": (n) => `be kept from rows of ${counted(n, "table")}`,
  "row-rules-bypass": (n) => `be kept from rows of ${counted(n, "table")}`,
  "adopt-role": (n) => `use ${counted(n, "login")}`,
};

const SEVERAL: Record<Hazard["code"], Counted> = {
  "public-table-write": (n) => `take the right to change these ${digits(n)} tables`,
  "public-sequence-write": (n) => `take the right to move these ${digits(n)} counters`,
  "public-schema-create": (n) => `take CREATE on these ${digits(n)} schemas`,
  "public-database-create": (n) => `take CREATE on these ${digits(n)} databases`,
  "public-temporary": (n) => `take TEMPORARY on these ${digits(n)} databases`,
  "public-routine-execute": (n) => `take EXECUTE on these ${digits(n)} functions`,
  "public-large-objects": (n) => `take the right to change these ${digits(n)} large objects`,
  "public-default-privileges": (n) => `take these ${digits(n)} default privileges`,
  "public-other": (n) => `take these ${digits(n)} rights`,
  "row-rules-policy": (n) => `take ${digits(n)} row rules`,
  "row-rules-bypass": (n) => `take ${digits(n)} row rules`,
  "adopt-role": (n) => `take ${digits(n)} logins`,
};
