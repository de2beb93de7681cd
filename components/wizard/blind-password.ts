import { newPassword } from "../../lib/credentials/password.ts";
import { scramVerifier } from "../../lib/credentials/scram.ts";

/** Lucien's password, born in this browser: only `verifier` and `sealTo` leave it. */
export type BlindPassword = {
  password: string;
  verifier: string;
  /** For hosts that refuse verifiers: the public key to which the server seals the password it then makes. */
  sealTo: string;
  unseal: (sealed: string) => Promise<string>;
};

/** Makes one for one run; never used for another. */
export async function makeBlindPassword(roleName: string): Promise<BlindPassword> {
  const password = newPassword(roleName);
  const keys = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey));
  return {
    password,
    verifier: await scramVerifier(password),
    sealTo: btoa(String.fromCharCode(...spki)),
    unseal: () => Promise.reject(new TypeError("this host wants the password itself, which is not built yet")),
  };
}
