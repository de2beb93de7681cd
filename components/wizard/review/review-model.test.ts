import assert from "node:assert/strict";
import { test } from "node:test";
import { changeRows } from "./change-rows.ts";
import { createHazard, plan, request, statement } from "./plan.fixture.ts";
import {
  affectedRoles,
  answered,
  headline,
  notYet,
  type Question,
  questionsOf,
  questionTitle,
  withGiveBack,
  yesLabel,
  yesStatements,
} from "./questions.ts";

test("statements of a kind are one row, under the reasons they share", () => {
  const rows = changeRows(
    plan({
      statements: [
        statement("role", "a", "Make a new login for Lucien. At most 10 visits at a time."),
        statement("usage", "b", "Let it open 3 schemas: public, billing, analytics."),
        statement("select", "c", "Let it read 51 tables.", "by name"),
        statement("select", "d", "Let it read 3 columns of 4 tables.", "by column"),
      ],
    }),
    ["auth"],
  );
  assert.deepEqual(
    rows.map((row) => [row.title, row.detail]),
    [
      ["Make a new login for Lucien", "At most 10 visits at a time."],
      ["Let it open three schemas", "public, billing and analytics. Not auth."],
      ["Let it read 55 tables", "51 whole. In 4, some columns stay hidden."],
    ],
  );
  assert.deepEqual(
    rows[2]?.parts.map((part) => part.reason),
    ["by name", "by column"],
  );
});

test("rows come in a founder's order, and notes stand with what they are about", () => {
  const rows = changeRows(
    plan({
      statements: [
        statement("role", "a", "Make a new login for Lucien."),
        statement("guard", "b", "A guard."),
        statement("comment", "c", "Note that it was made here."),
        statement("connect", "d", "Let it open this database."),
        statement("usage", "e", "Let it open 3 schemas."),
      ],
    }),
    [],
  );
  assert.deepEqual(
    rows.map((row) => row.title),
    ["Make a new login for Lucien", "Let it open three schemas", "A guard"],
  );
});

test("what runs after the proof is the last row", () => {
  const rows = changeRows(
    plan({
      statements: [statement("role", "a", "Make a new login for Lucien.")],
      afterProof: [
        statement("role", "b", "Swap the test password for Lucien's own."),
        statement("comment", "c", "Note."),
      ],
    }),
    [],
  );
  assert.equal(rows.length, 2);
  assert.deepEqual(
    [rows[1]?.title, rows[1]?.detail],
    ["Swap the test password for Lucien's own", "By itself, once the proof is done."],
  );
});

test("a change of an existing login is told by its statements, not by the sums", () => {
  const statements = [statement("select", "c", "Let it read 2 tables."), statement("select", "d", "And one more.")];
  const [row] = changeRows(plan({ outcome: "change", statements }), []);
  assert.deepEqual([row?.title, row?.detail], ["Let it read 2 tables", "And one more."]);
});

test("statements of an accepted question stand in the question, not among the changes", () => {
  const hazard = createHazard("public", { accepted: true });
  const back = hazard.affects[0]?.giveBack;
  const rows = changeRows(plan({ hazards: [hazard], statements: [...hazard.statements, ...(back ? [back] : [])] }), []);
  assert.deepEqual(rows, []);
});

test("nothing is answered before it is answered", () => {
  const [question] = questionsOf(plan({ hazards: [createHazard("public")] }), new Set());
  assert.equal(question?.answer, null);
  assert.equal(notYet([question as Question], false), "One question left to answer");
});

test("a yes counts once the plan says so, a leave at once, and what is optional stops nobody", () => {
  const yes = questionsOf(plan({ hazards: [createHazard("public", { accepted: true })] }), new Set());
  assert.equal(notYet(yes, false), null);
  assert.equal(notYet(yes, true), "Working out the changes");
  const left = questionsOf(plan({ hazards: [createHazard("public")] }), new Set(["write:public-schema-create"]));
  assert.equal(left[0]?.answer, "leave");
  const optional = questionsOf(plan({ hazards: [createHazard("public", { weight: "optional" })] }), new Set());
  assert.equal(notYet(optional, false), null);
});

test("hazards of a kind are one question, and row rules were asked elsewhere", () => {
  const hazards = [createHazard("a"), createHazard("b"), createHazard("c", { code: "row-rules-policy" })];
  const questions = questionsOf(plan({ hazards }), new Set());
  assert.equal(questions.length, 1);
  assert.equal(questionTitle(questions[0] as Question), "Today, any login can make tables in 2 schemas");
  assert.equal(yesLabel(questions[0] as Question), "Yes, take CREATE on these 2 schemas from everyone");
});

test("the label of a yes is its consequence", () => {
  const [question] = questionsOf(plan({ hazards: [createHazard("public")] }), new Set());
  assert.equal(yesLabel(question as Question), "Yes, take CREATE on public from everyone");
});

test("a yes accepts by name, a leave takes the yes and its gifts away again", () => {
  const [question] = questionsOf(plan({ hazards: [createHazard("public")] }), new Set()) as [Question];
  const yes = answered(request({ accept: ["public-temporary:shop"] }), question, true);
  assert.deepEqual(yes.accept, ["public-temporary:shop", "public-schema-create:public"]);
  const given = withGiveBack(yes, question, "n8n_worker", true);
  assert.deepEqual(given.giveBack, { "public-schema-create:public": ["n8n_worker"] });
  assert.equal(yesStatements(question, given).length, 2);
  assert.equal(affectedRoles(question, given)[0]?.givenBack, true);
  const left = answered(given, question, false);
  assert.deepEqual([left.accept, left.giveBack], [["public-temporary:shop"], {}]);
});

test("taking a login over is said in the request", () => {
  const hazard = createHazard("x", { code: "adopt-role", key: "adopt-role:x" });
  const [question] = questionsOf(plan({ hazards: [hazard] }), new Set()) as [Question];
  assert.equal(answered(request(), question, true).adopt, true);
  assert.equal(answered(request({ adopt: true }), question, false).adopt, false);
});

test("the headline counts in words", () => {
  assert.equal(headline(6, 1), "Six changes, and one question");
  assert.equal(headline(1, 0), "One change");
  assert.equal(headline(14, 2), "14 changes, and two questions");
});
