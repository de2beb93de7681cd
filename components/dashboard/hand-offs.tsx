"use client";

import { Problem } from "../hand-off/problem";
import { useHandOffs } from "../hand-off/use-hand-off";
import { PageHead } from "../shell/page";
import { ButtonLink } from "../ui/button";
import { HandOffList } from "./hand-off-list";

/** Every hand-off, newest first. */
export function HandOffs() {
  const { handOffs, error } = useHandOffs();
  return (
    <>
      <PageHead
        title="What your engineers were asked"
        lead="Each link works for one person, once."
        action={<ButtonLink href="/hand-offs/new">New link</ButtonLink>}
      />
      <div className="mt-10">
        {error && <Problem className="mb-8 max-w-[720px]" error={error} />}
        {handOffs && <HandOffList handOffs={handOffs} whole />}
      </div>
    </>
  );
}
