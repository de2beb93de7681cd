import { newPassword } from "../../lib/credentials/password.ts";
import { scramVerifier } from "../../lib/credentials/scram.ts";
import { buildUrl } from "../../lib/credentials/url.ts";
import { type RotateResult, rotate, rotateOwn } from "../../lib/lifecycle/rotate.ts";
import { Secret } from "../../lib/secret.ts";
import { sayClients } from "../client-notes.ts";
import { readTarget } from "../credentials.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { connectionOf } from "../flags.ts";
import { type LifeFlags, lifeOptions, printScript, saySessions } from "../life.ts";
import { printJson, printResult, say } from "../print.ts";

/** `self`: by the role itself, with its old URL and no admin. */
export type RotateFlags = LifeFlags & { self: boolean };

/**
 * A new password in one statement, the old one's sessions ended, the new one tried. The URL is printed in every case:
 * the old one opens nothing any more. Exit 1 where the new one could not be proven, or a session is still there.
 */
export async function rotateCommand(flags: RotateFlags): Promise<ExitCode> {
  const variable = flags.self ? "READONLY_DATABASE_URL" : "ADMIN_DATABASE_URL";
  const target = await readTarget(variable, connectionOf(flags));
  if (flags.sql) return printScript(target, flags, "rotate");
  const { role, actAs, ...options } = lifeOptions(flags);
  const made = newPassword(flags.self ? target.user : role);
  const password = { verifier: await scramVerifier(made), password: new Secret(made) };
  const result = flags.self
    ? await rotateOwn(target, { ...options, ...password })
    : await rotate(target, { ...options, role, actAs, ...password, validUntil: flags.validUntil ?? undefined });
  const url = buildUrl({ ...result.address, password: result.password?.reveal() ?? made });
  if (flags.json) printJson(documentOf(result, url));
  else printResult(url);
  sayClients(result.address, { pem: target.caPem, file: flags.caFile });
  return sayResult(result);
}

function documentOf({ role, passwordMode, validUntil, statements, sessions, proof }: RotateResult, url: string) {
  const base = { formatVersion: 1, outcome: "rotated", role, connectionUrl: url };
  return { ...base, passwordMode, validUntil, statements, sessions, proof };
}

function sayResult({ role, passwordMode, validUntil, sessions, proof }: RotateResult): ExitCode {
  say(`${role}: rotated. The old password opens nothing any more.`);
  if (passwordMode === "plaintext") {
    say("This host takes no fingerprints: the password itself was sent, over the line above. Its own log may keep it.");
  }
  if (validUntil !== null) say(`The password runs out on ${validUntil}.`);
  const ended = saySessions(sessions);
  if (proof.state === "signed-in") return ended;
  say(`The new password is set, but signing in with it here did not work yet: ${proof.why ?? "not tried"}`);
  say("Keep the URL. If it stays so, use the direct address instead of a pooler's.");
  return EXIT.notReadOnly;
}
