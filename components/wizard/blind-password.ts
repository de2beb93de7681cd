import { newPassword } from "../../lib/credentials/password.ts";
import { scramVerifier } from "../../lib/credentials/scram.ts";
import { newSealingKey, openSealed } from "../../lib/credentials/seal.ts";

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
  const { privateKey, publicSpki } = await newSealingKey();
  return {
    password,
    verifier: await scramVerifier(password),
    sealTo: publicSpki,
    unseal: (sealed) => openSealed(privateKey, sealed),
  };
}

/** For "Run it yourself": the test password that the script holds as a verifier, and the password that stays. */
export type ScriptPasswords = { temporary: string; temporaryVerifier: string; password: string; verifier: string };

/** Makes both for one script; never used for another. */
export async function makeScriptPasswords(roleName: string): Promise<ScriptPasswords> {
  const [temporary, password] = [newPassword(roleName), newPassword(roleName)];
  const [temporaryVerifier, verifier] = await Promise.all([scramVerifier(temporary), scramVerifier(password)]);
  return { temporary, temporaryVerifier, password, verifier };
}
