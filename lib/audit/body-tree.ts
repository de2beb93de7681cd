import { FIRST_USER_OID } from "../inspect/access/facts.ts";
import { type Uses, unknown, writes } from "./body-uses.ts";

/**
 * Adds to `uses` what an analysed tree uses (pg_node_tree: src/backend/nodes/outfuncs.c). The server has resolved every
 * name in it, so no search_path matters. Names inside are escaped (outToken puts a backslash before each blank), so
 * none of them can look like a field.
 */
export function addTree(tree: string, uses: Uses): void {
  for (const [, field, digits] of tree.matchAll(FIELDS)) {
    const oid = Number(digits);
    if (field === "relid") uses.relationOids.push(oid);
    else if (field === "resulttype") oid >= FIRST_USER_OID && uses.typeOids.push(oid);
    else if (field === "commandType") command(oid, uses);
    else if (oid !== 0) uses.routineOids.push(oid);
  }
  if (/:rowMarks \(/.test(tree)) uses.faults.push(writes("locks rows (FOR UPDATE or FOR SHARE)"));
  if (/:opno (1638[4-9]|1639\d|16[4-9]\d\d|1[7-9]\d{3}|[2-9]\d{4}|\d{6,}) :opfuncid 0 /.test(tree))
    uses.faults.push(unknown("uses an operator whose function the catalog does not name"));
}

const FIELDS =
  /:(funcid|opfuncid|hashfuncid|negfuncid|aggfnoid|winfnoid|tsmhandler|relid|resulttype|commandType) (\d+)/g;

/** CmdType of src/include/nodes/nodes.h; 5 is a utility statement up to 14 and MERGE from 15. */
function command(type: number, uses: Uses): void {
  const name = ["UNKNOWN", "SELECT", "UPDATE", "INSERT", "DELETE"][type];
  if (name === "SELECT") return;
  if (name === undefined) uses.faults.push(unknown("runs MERGE or a utility statement"));
  else uses.faults.push(writes(`runs ${name}`));
}
