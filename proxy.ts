import { type NextRequest, NextResponse } from "next/server";
import { ASKED_PATH_HEADER } from "./app/_server/safe-path.ts";

/**
 * Puts a strict content security policy with a fresh nonce on every page. Next reads the nonce from the request's
 * header and sets it on its own scripts. It also notes which path was asked for, so that the sign-in can lead
 * back to it. Nothing is authorised here: each route checks for itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(freshNonce(), process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(ASKED_PATH_HEADER, request.nextUrl.pathname);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static/|icon\\.svg$|healthz$).*)"] };

function freshNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))));
}

function contentSecurityPolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'none'",
    // React's development build uses eval for its error stacks; production does not.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Next's development overlay brings its own style elements; production has none.
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
  ].join("; ");
}
