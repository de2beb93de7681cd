"use client";

import { useId } from "react";
import { Radio } from "../../ui/radio";
import type { Look } from "../wire";

/** Who makes the login and the grants: whoever signed in, or a permanent role that it may become. */
export function ActAs(props: { look: Look; value: string | null; onChange: (role: string | null) => void }) {
  const { look, value, onChange } = props;
  const id = useId();
  if (look.actAs.length === 0) return null;
  const { admin } = look;
  return (
    <fieldset className="mt-5" aria-labelledby={id}>
      <h3 id={id} className="text-body font-semibold">
        Who makes the changes
      </h3>
      <p className="mt-0.5 max-w-[70ch] text-small text-ink-2">
        What is made belongs to this role. If you delete <Name>{admin.name}</Name> later, let a role do it that stays.
      </p>
      <div className="grid gap-1 text-row">
        {admin.createRole && (
          <Radio
            name={id}
            value=""
            checked={value === null}
            onChange={() => onChange(null)}
            label={
              <>
                <Name>{admin.name}</Name>, the login you signed in with
              </>
            }
          />
        )}
        {look.actAs.map((role) => (
          <Radio
            key={role}
            name={id}
            value={role}
            checked={value === role}
            onChange={() => onChange(role)}
            label={
              <>
                <Name>{role}</Name>, a role that it is a member of
              </>
            }
            detail={`Every transaction starts with SET LOCAL ROLE ${role}.`}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Name({ children }: { children: string }) {
  return <span className="font-mono text-code">{children}</span>;
}
