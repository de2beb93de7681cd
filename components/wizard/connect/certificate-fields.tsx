import { Disclosure } from "../../ui/disclosure";
import type { FieldErrors, Form, TextField } from "./form";
import { PemField } from "./pem-field";
import type { Refs } from "./use-refs";

/** The places for the host's own certificate and, folded, for one of ours. */
export function CertificateFields(props: {
  form: Form;
  errors: FieldErrors;
  onText: (field: TextField, value: string) => void;
  onSecret: () => void;
  onLeave: () => void;
  refs: Refs;
}) {
  const { form, errors, refs } = props;
  return (
    <div className="mt-4 grid gap-4">
      <PemField
        label="Certificate of your host (optional)"
        note="Paste the whole file, from -----BEGIN CERTIFICATE----- on. It holds no secret."
        value={form.caPem}
        onText={(pem) => props.onText("caPem", pem)}
        onLeave={props.onLeave}
        error={errors.ca ?? null}
        inputRef={refs.ca}
      />
      <Disclosure open={form.clientPem !== "" || Boolean(errors["client-certificate"])} summary="Client certificate">
        <div className="mt-3 grid gap-4">
          <PemField
            label="Client certificate"
            note="For servers that ask for one. Lucien then needs one, too."
            value={form.clientPem}
            onText={(pem) => props.onText("clientPem", pem)}
            onLeave={props.onLeave}
            error={errors["client-certificate"] ?? null}
            inputRef={refs["client-certificate"]}
          />
          <PemField
            label="Key of the client certificate"
            note="It is treated as the admin password: used once, kept nowhere."
            onText={props.onSecret}
            onLeave={props.onLeave}
            error={null}
            inputRef={refs["client-key"]}
          />
        </div>
      </Disclosure>
    </div>
  );
}
