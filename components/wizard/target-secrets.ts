import type { TargetInput } from "./wire.ts";

/** Secrets of the way to the database, beside the admin's password. They live and go with it. */
export type WaySecrets = {
  clientKey: string | null;
  ssh: { password: string | null; privateKey: string | null; passphrase: string | null } | null;
};

export type Place = Omit<TargetInput, "password">;

/** A target without anything secret, which may be kept over a reload, and the secrets, which may not. */
export function splitTarget({ password: _, clientCertificate, ssh, ...rest }: TargetInput): {
  place: Place;
  way: WaySecrets;
} {
  return {
    place: {
      ...rest,
      ...(clientCertificate ? { clientCertificate: { ...clientCertificate, key: "" } } : {}),
      ...(ssh ? { ssh: { ...ssh, password: null, privateKey: null, passphrase: null } } : {}),
    },
    way: {
      clientKey: clientCertificate?.key ?? null,
      ssh: ssh ? { password: ssh.password, privateKey: ssh.privateKey, passphrase: ssh.passphrase } : null,
    },
  };
}

/** Whether the way there needs a secret that is no longer in this page: after a reload, or long idle. */
export function wayIsGone({ ssh, clientCertificate }: Place, way: WaySecrets | null): boolean {
  return Boolean((ssh && !way?.ssh) || (clientCertificate && !way?.clientKey));
}

/** The whole target again, for a request that is about to be sent. */
export function joinTarget(place: Place, password: string, way: WaySecrets | null): TargetInput {
  const { clientCertificate, ssh, ...rest } = place;
  return {
    ...rest,
    password,
    ...(clientCertificate && way?.clientKey ? { clientCertificate: { ...clientCertificate, key: way.clientKey } } : {}),
    ...(ssh ? { ssh: { ...ssh, ...way?.ssh } } : {}),
  };
}

/** What is kept over a reload: that a line may stay unencrypted is said anew each time. */
export function remembered(place: Place | null): Place | null {
  return place?.tls === "disable" ? { ...place, tls: null } : place;
}
