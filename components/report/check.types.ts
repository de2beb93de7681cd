/** POST /report/check/file: `{ text }` in, this out. */
export type ReportCheck = {
  state: "signed" | "other-key" | "unsigned" | "changed" | "newer-format" | "not-a-report";
  keyId: string | null;
  origin: string | null;
  /** By the key of the installation that was asked. */
  own: boolean;
};
