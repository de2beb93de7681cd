/** What --accept takes, alone or with `:object` behind it. */
export const HAZARD_CODES = [
  "public-table-write",
  "public-sequence-write",
  "public-schema-create",
  "public-database-create",
  "public-temporary",
  "public-routine-execute",
  "public-large-objects",
  "public-default-privileges",
  "public-other",
  "row-rules-policy",
  "row-rules-bypass",
  "adopt-role",
] as const;

export type HazardCode = (typeof HAZARD_CODES)[number];
