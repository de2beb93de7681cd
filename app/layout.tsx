import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { ToastProvider } from "@/components/ui/toast";
import { chosenTheme } from "./_server/theme";
import "./globals.css";

const instrument = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-instrument",
});
const instrumentExt = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-instrument-ext",
  preload: false,
  adjustFontFallback: false,
});
const geist = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist",
  adjustFontFallback: false,
});
const geistExt = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-ext-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-geist-ext",
  preload: false,
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: "Read-only access for Lucien", template: "%s · Read-only access for Lucien" },
  description: "Gives Lucien a Postgres login that can look but not touch.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f5f6f3" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1412" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A nonce is made for each request, so no page may be prerendered.
  await connection();
  const fonts = [instrument, instrumentExt, geist, geistExt].map((font) => font.variable).join(" ");
  return (
    <html lang="en" className={fonts} data-theme={(await chosenTheme()) ?? undefined}>
      <body>
        <noscript>
          <p className="border-b border-line p-4">
            This app needs JavaScript: passwords are made in your browser, not on our server.
          </p>
        </noscript>
        <ToastProvider>{children}</ToastProvider>
      </body>
    </html>
  );
}
