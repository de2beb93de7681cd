"use client";

import { Disclosure } from "../../ui/disclosure";
import { Field, PasswordField } from "../../ui/field";
import { TextButton } from "../../ui/text-button";
import type { Form, TextField } from "./form";
import { PemField } from "./pem-field";
import type { Refs } from "./use-refs";

type SshProps = {
  form: Form;
  error: string | null;
  refs: Refs;
  open: boolean;
  onChange: (field: TextField, value: string) => void;
  onSecret: () => void;
  onForgetKey: () => void;
  onLeave: () => void;
};

/** An SSH server before the database: folded, since few need it. */
export function SshFields(props: SshProps) {
  const { form, refs } = props;
  const text = (field: "sshHost" | "sshPort" | "sshUser") => ({
    code: true,
    autoCapitalize: "off",
    value: form[field],
    onChange: (event: { target: { value: string } }) => props.onChange(field, event.target.value),
    onBlur: props.onLeave,
  });
  return (
    <Disclosure open={props.open || form.sshHost !== ""} summary="Through an SSH server">
      <p className="mt-3 text-small text-ink-2">
        For a database that only its own network reaches. Lucien has to come the same way later.
      </p>
      <div className="mt-3 grid gap-x-6 gap-y-4 tablet:grid-cols-2">
        <Field label="SSH server" ref={refs.ssh} error={props.error} {...text("sshHost")} />
        <div className="grid grid-cols-2 gap-4">
          <Field label="SSH port" inputMode="numeric" {...text("sshPort")} />
          <Field label="SSH login" {...text("sshUser")} />
        </div>
        <PasswordField
          label="SSH password"
          aside="or a key"
          ref={refs["ssh-password"]}
          onChange={props.onSecret}
          onBlur={props.onLeave}
        />
        <PasswordField
          label="Passphrase of the key"
          aside="if it has one"
          ref={refs["ssh-passphrase"]}
          onChange={props.onSecret}
          onBlur={props.onLeave}
        />
        <div className="tablet:col-span-2">
          <PemField
            label="SSH private key"
            note="The whole file. It is treated as the admin password: used once, kept nowhere."
            onText={props.onSecret}
            onLeave={props.onLeave}
            error={null}
            inputRef={refs["ssh-key"]}
          />
        </div>
      </div>
      {form.sshHostKey !== null && (
        <p className="mt-3 text-small text-ink-2">
          You compared its key: <code className="font-mono text-code wrap-anywhere">{form.sshHostKey}</code>{" "}
          <TextButton onClick={props.onForgetKey}>Forget it</TextButton>
        </p>
      )}
    </Disclosure>
  );
}
