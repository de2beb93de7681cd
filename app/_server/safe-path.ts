/** Set by proxy.ts on every request to a page; what a browser sent under this name is written over. */
export const ASKED_PATH_HEADER = "x-asked-path";

/** A path of this app, as it may be led to after the sign-in; `/` for everything that could lead elsewhere. */
export function safePath(text: string | null | undefined): string {
  if (!text || !/^\/[A-Za-z0-9/_-]*$/.test(text) || text.startsWith("//")) return "/";
  return text;
}
