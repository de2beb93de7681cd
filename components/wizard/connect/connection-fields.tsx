"use client";

import type { ReactNode, RefObject } from "react";
import { Field, PasswordField } from "../../ui/field";
import type { FieldErrors, Form, TextField } from "./form";

export type FieldRefs = {
  host: RefObject<HTMLInputElement | null>;
  port: RefObject<HTMLInputElement | null>;
  database: RefObject<HTMLInputElement | null>;
  user: RefObject<HTMLInputElement | null>;
  password: RefObject<HTMLInputElement | null>;
};

/** The fields are the truth; what was pasted only fills them. The password's input holds the only copy in the page's DOM. */
export function ConnectionFields(props: {
  form: Form;
  errors: FieldErrors;
  refs: FieldRefs;
  onChange: (field: TextField, value: string) => void;
  onPassword: () => void;
  onLeave: () => void;
  help: ReactNode;
}) {
  const { form, errors, refs } = props;
  const text = (field: "host" | "port" | "database" | "user") => ({
    code: true,
    value: form[field],
    error: errors[field] ?? null,
    ref: refs[field],
    onChange: (event: { target: { value: string } }) => props.onChange(field, event.target.value),
    onBlur: props.onLeave,
  });
  return (
    <div className="mt-6 grid gap-4">
      <div className="grid gap-x-6 gap-y-4 tablet:grid-cols-2">
        <Field label="Host" autoCapitalize="off" {...text("host")} />
        <div className="grid grid-cols-2 gap-4">
          <Field label="Port" inputMode="numeric" {...text("port")} />
          <Field label="Database" autoCapitalize="off" {...text("database")} />
        </div>
        <Field label="Admin user" autoCapitalize="off" {...text("user")} />
        <PasswordField
          label="Admin password"
          aside={props.help}
          ref={refs.password}
          error={errors.password ?? null}
          onChange={props.onPassword}
          onBlur={props.onLeave}
        />
      </div>
    </div>
  );
}
