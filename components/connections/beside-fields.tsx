import { Disclosure } from "../ui/disclosure";
import { CertificateFields } from "../wizard/connect/certificate-fields";
import { SshFields } from "../wizard/connect/ssh-fields";
import type { useBeside } from "./use-beside";

const CERTIFICATE = ["ca", "client-certificate"] as const;

/** Folded, since few need it: the host's certificate, one of ours, and an SSH server before the database. */
export function BesideFields({ beside }: { beside: ReturnType<typeof useBeside> }) {
  const { form, refs, errors, change, changeText } = beside;
  const common = { form, refs, onSecret: () => change({}), onLeave: () => undefined };
  const open = CERTIFICATE.some((field) => errors[field] !== undefined);
  return (
    <div className="grid gap-2">
      <Disclosure open={open || form.caPem !== ""} summary="Certificate">
        <CertificateFields {...common} errors={errors} onText={changeText} />
      </Disclosure>
      <SshFields
        {...common}
        error={errors.ssh ?? null}
        open={errors.ssh !== undefined}
        onChange={changeText}
        onForgetKey={() => change({ sshHostKey: null })}
      />
    </div>
  );
}
