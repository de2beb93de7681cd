import { AppError } from "../errors.ts";
import { type Shown, UntrustedError } from "./untrusted.ts";

type HostKey = Extract<Shown, { kind: "ssh-host-key" }>;

/** The failures of a tunnel in words. ssh2's own messages go nowhere: they may quote what was sent. */
export function hostKeyUnknown(shown: HostKey): UntrustedError {
  return new UntrustedError("connect.ssh-host-key-unknown", "We have not met this SSH server before.", {
    hint: "Compare its fingerprint with the one that its owner gives you. Nothing was sent to it yet.",
    detail: `Host key ${shown.type} ${shown.fingerprint}`,
    field: "ssh",
    shown,
  });
}

export function hostKeyChanged(shown: HostKey): UntrustedError {
  return new UntrustedError("connect.ssh-host-key-changed", "The SSH server is not the one that was confirmed.", {
    hint: "Ask its owner whether its key was changed. Until then do not go on: somebody may be in between.",
    detail: `The host key is now ${shown.type} ${shown.fingerprint}. Nothing was sent to it.`,
    field: "ssh",
    shown,
  });
}

export function keyUnreadable(): AppError {
  return new AppError("connect.ssh-key-unreadable", "We cannot read this SSH key.", {
    hint: "Paste the whole private key, and its passphrase if it has one.",
    detail: "Neither an OpenSSH nor a PEM private key, or the passphrase is wrong.",
    field: "ssh",
  });
}

export function sshFailed(error: (Error & { level?: string }) | null): AppError {
  if (error?.level === "client-authentication") {
    return new AppError("connect.ssh-sign-in-rejected", "The SSH server does not let this login in.", {
      hint: "Check its name, and the password or key.",
      detail: "SSH_MSG_USERAUTH_FAILURE for every method that was tried (publickey, password).",
      field: "ssh",
    });
  }
  return new AppError("connect.ssh-failed", "No SSH server answered at this address.", {
    hint: "Check its address and port. Most SSH servers use 22.",
    detail: error?.level === "client-timeout" ? "The handshake ran out of time." : "The SSH handshake did not finish.",
    field: "ssh",
  });
}

/** RFC 4254, section 5.1: 1 is a refusal of the server's settings, 2 a connection that failed. */
export function forwardingFailed(error: Error, far: { host: string; port: number }): AppError {
  const reason = (error as Error & { reason?: unknown }).reason;
  if (reason !== 1 && reason !== "ADMINISTRATIVELY_PROHIBITED") return farRefused(far);
  return new AppError("connect.ssh-forwarding-refused", "The SSH server does not pass connections on.", {
    hint: "Its owner must allow it for this login (AllowTcpForwarding, PermitOpen).",
    detail: "SSH_MSG_CHANNEL_OPEN_FAILURE, administratively prohibited.",
    field: "ssh",
  });
}

export function farRefused({ host, port }: { host: string; port: number }): AppError {
  return new AppError("connect.ssh-far-unreachable", "The SSH server does not reach the database.", {
    hint: "Check the database's address and port as they are seen from the SSH server.",
    detail: `direct-tcpip to ${host} port ${port} failed.`,
    field: "host",
  });
}
