import "server-only";
import { z } from "zod";

/** As short as can be told apart, as long as anybody types. */
export const nameSchema = z.string().trim().min(1).max(80);

/** Length is what counts: no rule about digits or capitals. */
export const newPassphraseSchema = z.string().min(12).max(400);

/** One that is there already. */
export const passphraseSchema = z.string().min(1).max(400);

export const tokenSchema = z.string().regex(/^[\w-]{43}$/);

export const nothingSchema = z.strictObject({});

/** Setup and invites: who has the token becomes a founder. */
export const joinSchema = z.strictObject({ token: tokenSchema, name: nameSchema, passphrase: newPassphraseSchema });
export type JoinOrder = z.infer<typeof joinSchema>;
