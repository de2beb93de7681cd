import { useState } from "react";
import type { AppErrorJson } from "../../lib/errors";
import { EMPTY_FORM, type FieldErrors, type Form, missingIn, type TextField, targetOf } from "../wizard/connect/form";
import type { Beside } from "../wizard/connect/target-of-url";
import { forgotten, setInputs, typedIn } from "../wizard/connect/use-connection";
import { useRefs } from "../wizard/connect/use-refs";

/** What is given beside a URL. Its secrets stand in their inputs alone, and go when the URL goes. */
export function useBeside(error: AppErrorJson | null) {
  const [form, setForm] = useState<Form>(EMPTY_FORM);
  const [missing, setMissing] = useState<FieldErrors>({});
  const refs = useRefs();
  const change = (part: Partial<Form>) => {
    setForm((before) => ({ ...before, ...part }));
    setMissing({});
  };
  return {
    form,
    refs,
    errors: { ...(error?.field ? { [error.field]: error.message } : {}), ...missing } as FieldErrors,
    change,
    changeText: (field: TextField, value: string) => change({ [field]: value, ...forgotten(field) }),
    /** Null where a part of it is missing, and says so at its field. */
    read(part: Partial<Form> = {}): Beside | null {
      const now = { ...form, ...part };
      const typed = typedIn(refs);
      const { ssh, "client-certificate": client } = missingIn(now, typed);
      if (ssh || client) {
        setMissing({ ...(ssh && { ssh }), ...(client && { "client-certificate": client }) });
        return null;
      }
      const { caPem, clientCertificate, ssh: through } = targetOf(now, typed);
      return { caPem, clientCertificate, ssh: through };
    },
    clear: () => setInputs(refs, null),
  };
}
