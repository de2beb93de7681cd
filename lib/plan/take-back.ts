import { revokeFuture } from "../statements/future.ts";
import { revokeOnRelations } from "../statements/grant.ts";
import { revokeOnSchema } from "../statements/grant-container.ts";
import type { Uncovered } from "./plan.ts";

/**
 * What has to be run before the undo where an owner has run a remedy of the plan: the lines, each with who runs it. The
 * undo cannot: DROP OWNED takes from the role what its runner granted, a stranger's grant stays with a mere warning
 * (01006), and DROP ROLE is then 2BP01. Pure.
 */
export function remediesTakenBack(role: string, uncovered: readonly Uncovered[]): string[] {
  return uncovered.flatMap(({ kind, object, owner, remedy }) => {
    if (remedy === "") return [];
    const line =
      kind === "relation" && object.schema !== null
        ? revokeOnRelations(role, ["SELECT"], [{ schema: object.schema, name: object.name }])
        : kind === "schema"
          ? revokeOnSchema(role, "USAGE", object.name)
          : kind === "future"
            ? revokeFuture(role, owner, object.name === "" ? null : object.name)
            : null;
    return line === null ? [] : [`${owner || "a superuser"} runs: ${line.sql};`];
  });
}
