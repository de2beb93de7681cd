export type Way = "script" | "form" | "own-login";

/** The three ways an engineer may take, each with what it means for their credentials. */
export const WAYS: readonly { id: Way; name: string; says: string; line: string | null }[] = [
  {
    id: "script",
    name: "Run the SQL yourself",
    says: "You pick the tables, we write the script, you run it in psql or a migration. We read the catalog once with the login you enter, and change nothing with it. Then we log in as the new role and prove it.",
    line: 'psql "$ADMIN_DATABASE_URL" -f lucien_readonly.sql',
  },
  {
    id: "form",
    name: "Use the form",
    says: "Every statement is shown before it runs, in one transaction, with its undo. Best with a temporary admin that you drop after.",
    line: null,
  },
  {
    id: "own-login",
    name: "I already have a login",
    says: "For hosts where SQL cannot make logins, or when you made one by hand. Paste its URL: we sign in with it once and look at what it can do, and your browser seals it for the founder.",
    line: null,
  },
];
