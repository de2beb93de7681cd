import type { AdminShape } from "./admin-shape.ts";
import { HOSTS } from "./hosts.ts";
import { PLAIN } from "./plain.ts";
import { SUPABASE } from "./supabase.ts";

/** Every shape of admin that a story is told about. */
export const ADMIN_SHAPES: readonly AdminShape[] = [...PLAIN, ...HOSTS, SUPABASE];
