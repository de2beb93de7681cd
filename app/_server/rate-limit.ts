import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "../../lib/errors.ts";

export type Limit = { name: string; perMinute: number };

/** All callers together may do six times what one may. */
const ALL_TOGETHER = 6;

const limiters = new Map<string, { one: RateLimiterMemory; all: RateLimiterMemory }>();

/** Counts a call. Throws `refused.too-often` when this address, or all together, came too often in the last minute. */
export async function countCall(limit: Limit, headers: Headers): Promise<void> {
  const { one, all } = limitersFor(limit);
  try {
    await one.consume(address(headers));
    await all.consume("all");
  } catch (cause) {
    if (cause instanceof Error) throw cause;
    throw new AppError("refused.too-often", "That was asked too often.", {
      hint: "Wait a minute, then try again.",
      detail: `More than ${limit.perMinute} calls of ${limit.name} in a minute.`,
    });
  }
}

function limitersFor({ name, perMinute }: Limit) {
  const known = limiters.get(name);
  if (known) return known;
  const made = {
    one: new RateLimiterMemory({ points: perMinute, duration: 60 }),
    all: new RateLimiterMemory({ points: perMinute * ALL_TOGETHER, duration: 60 }),
  };
  limiters.set(name, made);
  return made;
}

/** Next fills in the peer's address where no proxy did. A forged one still meets the limit for all together. */
function address(headers: Headers): string {
  return headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown";
}
