/**
 * What a role is meant to read. null where a scope is asked for means: what its own grants mean (docs/cli.md, `reach`).
 */
export type AuditScope = {
  schemas: {
    name: string;
    /** Later tables, too: gaps of the future count. */
    future: boolean;
    /** null: every relation of the schema; else these, whole (`columns` null) or by column. */
    relations: { name: string; columns: string[] | null }[] | null;
    /** Left out again; `column` null is the whole relation. */
    exclude: { name: string; column: string | null }[];
  }[];
};
