import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "../../lib/errors.ts";
import { callerAddress } from "./caller-address.ts";
import { env } from "./env.ts";

export type Limit = { name: string; perMinute: number };

/** All callers together may do six times what one may. */
const ALL_TOGETHER = 6;

const limiters = new Map<string, { one: RateLimiterMemory; all: RateLimiterMemory }>();

/** Counts a call; where no proxy says who calls (TRUST_PROXY), all callers share what one may. Throws `refused.too-often` when this address, or all together, came too often in the last minute. */
export async function countCall(limit: Limit, headers: Headers): Promise<void> {
  const { one, all } = limitersFor(limit);
  try {
    await one.consume(callerAddress(headers, env().TRUST_PROXY) ?? "anybody");
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
