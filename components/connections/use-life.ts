import { useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { type GivenUrl, targetOfUrl } from "../wizard/connect/target-of-url";
import { asAppError, postJson } from "../wizard/stream";
import type { TargetInput } from "../wizard/wire";

/** One order about one connection at a time. The URL goes from its field into the request and nowhere else. */
export function useLife(id: string) {
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<AppErrorJson | null>(null);

  /** The answer, or null where it was not carried out; `error` says why. */
  async function order<Answer>(
    act: string,
    url: GivenUrl | null,
    more: (target: TargetInput) => object | Promise<object> = () => ({}),
  ): Promise<Answer | null> {
    if (busy !== null) return null;
    setBusy(act);
    setError(null);
    try {
      const target = url === null ? null : targetOfUrl(url);
      const body = target === null ? {} : { target, ...(await more(target)) };
      return await postJson<Answer>(`/connections/${id}/${act}`, body);
    } catch (thrown) {
      setError(asAppError(thrown));
      return null;
    } finally {
      setBusy(null);
    }
  }

  return { busy, error, order };
}
