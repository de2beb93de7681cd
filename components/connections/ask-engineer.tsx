import Link from "next/link";
import type { HandOffIntent } from "../hand-off/view.types";

/** For a founder without an admin: the same by a link. */
export function AskEngineer({ id, intent }: { id: string; intent: Exclude<HandOffIntent, "create"> }) {
  return (
    <p className="text-small text-ink-2">
      No admin at hand?{" "}
      <Link href={`/hand-offs/new?about=${id}&intent=${intent}`} className="link">
        Ask your engineer
      </Link>{" "}
      with a link for this one thing.
    </p>
  );
}
