import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));

/** The content security policy is not here: it needs a nonce for each request and comes from proxy.ts. */
const securityHeaders = [
  // Not no-referrer: a form post without JavaScript would then send `Origin: null`.
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), browsing-topics=(), clipboard-write=(self)",
  },
];

/** @type {import("next").NextConfig} */
const nextConfig = {
  output: "standalone",
  // Both are set, else a lockfile in a parent folder moves the standalone output.
  outputFileTracingRoot: root,
  turbopack: { root },
  // 19 MB for pictures that this app does not have.
  outputFileTracingExcludes: { "**": ["./node_modules/sharp/**/*", "./node_modules/@img/**/*"] },
  // The parser reads its WebAssembly from beside itself, in a way that the tracing does not see.
  outputFileTracingIncludes: { "/**": ["./node_modules/libpg-query/wasm/libpg-query.wasm"] },
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  agentRules: false,
  // Server function arguments may hold a password: never into a terminal.
  logging: { serverFunctions: false },
  serverExternalPackages: ["pg", "ssh2", "libpg-query", "rate-limiter-flexible"],
  async headers() {
    return [{ source: "/:path*", headers: securityHeaders }];
  },
};

export default nextConfig;
