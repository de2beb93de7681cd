import assert from "node:assert/strict";
import { test } from "node:test";
import type { AppErrorJson } from "../../../lib/errors.ts";
import { fixFor, otherFixFor } from "./fix.ts";

function error(code: AppErrorJson["code"], field: AppErrorJson["field"] = null): AppErrorJson {
  return { code, message: "", hint: "", detail: null, sqlstate: null, field };
}

test("a pooler for short visits is fixed by the port for long ones", () => {
  assert.deepEqual(fixFor(error("refused.transaction-pooler", "port"), 6543), {
    label: "Use port 5432 and check again",
    change: { port: "5432" },
  });
});

test("elsewhere the same failure leads to the field, since we know no better port", () => {
  assert.deepEqual(fixFor(error("refused.transaction-pooler", "port"), 7000), {
    label: "Correct the port",
    focus: "port",
  });
});

test("encryption that is missing is turned on", () => {
  assert.deepEqual(fixFor(error("connect.encryption-required", "tls"), 5432), {
    label: "Turn encryption on and check again",
    change: { tls: null },
  });
});

test("what was compared by eye is pinned; a host key that changed is not", () => {
  const key = { kind: "ssh-host-key", type: "ssh-ed25519", fingerprint: "SHA256:x" } as const;
  assert.deepEqual(fixFor(error("connect.ssh-host-key-unknown", "ssh"), 5432, key), {
    label: "It is the same: go on",
    change: { sshHostKey: "SHA256:x" },
  });
  assert.deepEqual(fixFor(error("connect.ssh-host-key-changed", "ssh"), 5432, key), {
    label: "Correct the SSH server",
    focus: "ssh",
  });
  const certificate = { kind: "certificate", pem: "PEM", facts: {} as never } as const;
  assert.deepEqual(fixFor(error("connect.certificate-self-signed", "ca"), 5432, certificate), {
    label: "It is the same: trust this certificate",
    change: { caPem: "PEM", tls: "verify-ca" },
  });
  assert.deepEqual(fixFor(error("connect.certificate-expired", "tls"), 5432, certificate), {
    label: "Change the encryption",
    focus: "tls",
  });
});

test("a certificate of an unknown issuer is answered by the issuer's, or pinned once its fingerprint was compared", () => {
  const certificate = { kind: "certificate", pem: "PEM", facts: {} as never } as const;
  for (const code of ["connect.certificate-issuer", "connect.certificate-incomplete"] as const) {
    assert.deepEqual(fixFor(error(code, "ca"), 5432, certificate), { label: "Add the certificate", focus: "ca" });
    assert.deepEqual(otherFixFor(error(code, "ca"), certificate), {
      label: "It is the same: trust this certificate",
      change: { caPem: "PEM", tls: "verify-ca" },
    });
  }
  assert.equal(otherFixFor(error("connect.certificate-expired", "tls"), certificate), null);
  assert.equal(otherFixFor(error("connect.certificate-untrusted", "ca"), certificate), null);
});

test("what no field can mend is tried again", () => {
  assert.deepEqual(fixFor(error("connect.too-many-connections"), 5432), { label: "Check again" });
});
