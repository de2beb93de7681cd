"use client";

import { Button } from "@/components/ui/button";
import { ErrorPanel } from "@/components/ui/error-panel";

/** A screen that broke. It stands inside the wizard's layout, so the wizard's memory survives it. */
export default function WizardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto w-full max-w-[760px] px-4 pt-10 tablet:px-8 tablet:pt-14">
      <h1 className="sr-only">This screen broke</h1>
      <ErrorPanel
        title="This screen broke, and that is our fault"
        state="What you entered is still in this page. Nothing was changed by it."
        detail={error.digest ? `Reference ${error.digest}.` : error.name}
      >
        <Button small onClick={reset}>
          Show it again
        </Button>
      </ErrorPanel>
    </main>
  );
}
