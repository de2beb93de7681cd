import Link from "next/link";
import type { Plan } from "../../../lib/plan/plan";

/** Said again before the changes are made: where row rules are kept, Lucien counts too low. */
export function KeptRowRules({ plan }: { plan: Plan }) {
  const rules = plan.hazards.filter((hazard) => hazard.code.startsWith("row-rules"));
  if (rules.length === 0 || rules.some((hazard) => hazard.accepted)) return null;
  const tables = rules[0]?.sentence.split(".")[0];
  return (
    <p className="mt-4 max-w-[80ch] text-small text-ink-2">
      {tables}, and they stay. Some answers will be too low.{" "}
      <Link href="/choose" className="link">
        Change that
      </Link>
    </p>
  );
}
