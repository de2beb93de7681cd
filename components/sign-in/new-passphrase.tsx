"use client";

import { PasswordField } from "../ui/field";

const SHORTEST = 12;

/** What is wrong with a new passphrase, or null. Length is all that is asked for. */
export function problemOf(passphrase: string): string | null {
  if (passphrase.length >= SHORTEST) return null;
  return passphrase === "" ? "Choose a passphrase." : `Too short: ${SHORTEST - passphrase.length} more characters.`;
}

/** A field for a passphrase that does not exist yet. It complains only once it was tried. */
export function NewPassphrase(props: {
  label: string;
  value: string;
  tried: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <PasswordField
      label={props.label}
      autoComplete="new-password"
      maxLength={400}
      value={props.value}
      hint={`At least ${SHORTEST} characters. Four or five words that do not belong together are good.`}
      error={props.tried ? problemOf(props.value) : null}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
