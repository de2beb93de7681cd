import type { ErrorField } from "../errors.ts";
import { NODE_ERRORS } from "./error-table-node.ts";
import { PROVIDER_ERRORS } from "./error-table-provider.ts";
import { SIGN_IN_ERRORS } from "./error-table-sign-in.ts";
import { STATEMENT_ERRORS } from "./error-table-statement.ts";
import { TEXT_ERRORS } from "./error-table-text.ts";

/**
 * What can go wrong between a pasted address and a working session, in words: the first row that matches tells. Order:
 * text of a provider, Node's code, SQLSTATE (with text before without), text alone. `{host}`, `{user}`, `{database}` and
 * `{port}` are filled in; nothing of the raw error ever is. Texts of Postgres are matched in English; with another
 * lc_messages the row of the bare SQLSTATE holds.
 */
export type ErrorRow = {
  /** The error's code without its family: stable, support and scripts quote it. */
  code: string;
  when: { node?: readonly string[]; sqlstate?: readonly string[]; text?: RegExp; source?: "provider"; ipv6?: true };
  message: string;
  hint: string;
  detail: string;
  field?: ErrorField;
};

export const ERROR_TABLE: readonly ErrorRow[] = [
  ...PROVIDER_ERRORS,
  ...NODE_ERRORS,
  ...SIGN_IN_ERRORS,
  ...STATEMENT_ERRORS,
  ...TEXT_ERRORS,
];
