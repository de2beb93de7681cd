const KEY = "lucien-report-1";

let inMemory: string | null = null;

/** Keeps a report's file in this tab, for the page that shows it. It holds no secret. Too large a one lives as long as the page. */
export function keepReport(file: string): void {
  inMemory = file;
  try {
    sessionStorage.setItem(KEY, file);
  } catch {
    dropKept();
  }
}

/** The report that this tab holds, or null. */
export function keptReport(): string | null {
  if (inMemory !== null) return inMemory;
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function forgetReport(): void {
  inMemory = null;
  dropKept();
}

function dropKept(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden here, so nothing was kept either.
  }
}
