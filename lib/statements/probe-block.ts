import { integer, literal, type Sql, sql } from "../postgres/sql.ts";

/**
 * Many tries in one message, for a transaction that openProbes opened. The tries go in as text ($1, a JSON array of
 * statements), are run one by one, each in a block of its own whose handler catches what the server says, and come back
 * as `[sqlstate, message, milliseconds]` each. What succeeds is taken back by an error of our own.
 */
export const TELL_TRIES: Sql = sql`select pg_catalog.set_config('lucien_probe.tries', $1, true)`;

/** What stands for "it was done": no server raises this. */
export const TAKEN_BACK = "PRB00";

/**
 * PL/pgSQL (docs: 41.6.8, trapping errors): a block with a handler is a subtransaction, so a try's locks are given back
 * at its end, as with a savepoint. A caught error is no line in the server's log. Ends early after `patience` waits for
 * locks; what is left has no answer. A cancel (57014) is not caught by OTHERS and ends all of it. Begins with what only
 * works where openProbes has: the savepoint stands, and so do the role and the mode.
 */
export function runTries(patience: number): Sql {
  return sql`release savepoint probe;
do $lucien_probe$
declare
  statement text;
  code text;
  said text;
  began timestamptz;
  waits integer := 0;
  answers json[] := '{}';
begin
  for statement in
    select t.value from pg_catalog.json_array_elements_text(pg_catalog.current_setting('lucien_probe.tries')::json) t
  loop
    began := pg_catalog.clock_timestamp();
    begin
      execute statement;
      raise sqlstate ${literal(TAKEN_BACK)};
    exception when others then
      get stacked diagnostics code = returned_sqlstate, said = message_text;
    end;
    answers := answers || pg_catalog.json_build_array(code, said,
      extract(epoch from pg_catalog.clock_timestamp() - began) * 1000);
    if code = '55P03' then
      waits := waits + 1;
      exit when waits >= ${integer(patience)};
    end if;
  end loop;
  perform pg_catalog.set_config('lucien_probe.answers', pg_catalog.array_to_json(answers)::text, true);
end $lucien_probe$`;
}

export const TRIES_ANSWERED: Sql = sql`select pg_catalog.current_setting('lucien_probe.answers') as answers`;

export type TryAnswer = [sqlstate: string, message: string, milliseconds: number];
