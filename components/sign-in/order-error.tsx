import type { AppErrorJson } from "../../lib/errors.ts";
import { ErrorPanel } from "../ui/error-panel";

/** Why the order was not carried out, where there is a reason. */
export function OrderError({ error }: { error: AppErrorJson | null }) {
  if (error === null) return null;
  return (
    <div className="mt-6">
      <ErrorPanel title={error.message} state={error.hint} detail={error.detail} />
    </div>
  );
}
