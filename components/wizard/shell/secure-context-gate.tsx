"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Pre } from "../../ui/disclosure";

/** Lucien's password is made with WebCrypto, which browsers give only to https and localhost. Without it: say so. */
export function SecureContextGate({ children }: { children: ReactNode }) {
  const [missing, setMissing] = useState(false);
  useEffect(() => setMissing(!window.isSecureContext || !globalThis.crypto?.subtle), []);
  return missing ? <NoWebCrypto /> : children;
}

function NoWebCrypto() {
  return (
    <main className="mx-auto w-full max-w-[760px] px-4 pt-7 pb-10 tablet:px-8 tablet:pt-14">
      <h1 className="text-title text-balance">This address is not encrypted, so we stop here</h1>
      <p className="mt-3 text-lead text-ink-2">
        Lucien’s password is made in your browser. Browsers only do that over https, or on the machine itself at
        localhost. Nothing was sent.
      </p>
      <h2 className="mt-10 text-head">How to go on</h2>
      <ul className="mt-3 grid gap-4 text-row">
        <li>
          On the machine that runs this app, open it as <code className="font-mono text-[13px]">http://localhost</code>.
        </li>
        <li>
          From another machine, put https in front. With Caddy that is one line, and it fetches the certificate:
          <Pre>caddy reverse-proxy --from access.example.com --to localhost:3000</Pre>
        </li>
        <li>
          Or bring it to your own localhost by SSH:
          <Pre>ssh -N -L 3000:localhost:3000 you@the-server</Pre>
        </li>
      </ul>
    </main>
  );
}
