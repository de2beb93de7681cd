import "server-only";
import { z } from "zod";

/** The public part of a shared report's link: 128 random bits. */
export const shareIdSchema = z.string().regex(/^[\w-]{22}$/);
