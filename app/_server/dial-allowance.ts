import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "../../lib/errors.ts";
import type { Allowance } from "../../lib/postgres/addresses.ts";
import type { Caller } from "./caller.ts";

const WINDOW_S = 600;

/** Tries that no Postgres server answers, in ten minutes: enough to mend an address, far too few to search a network. */
const POINTS = { founder: 60, link: 20, nobody: 20 } as const;

const limiters = {
  founder: new RateLimiterMemory({ points: POINTS.founder, duration: WINDOW_S }),
  link: new RateLimiterMemory({ points: POINTS.link, duration: WINDOW_S }),
  nobody: new RateLimiterMemory({ points: POINTS.nobody, duration: WINDOW_S }),
} as const;

/** Of this founder or this hand-off, over all routes that dial. */
export function dialAllowance(caller: Caller): Allowance {
  const limiter = limiters[caller.kind];
  const key = keyOf(caller);
  return {
    async take() {
      try {
        await limiter.consume(key);
      } catch (cause) {
        if (cause instanceof Error) throw cause;
        throw tooOften(POINTS[caller.kind]);
      }
    },
    giveBack: () => void limiter.reward(key),
  };
}

function keyOf(caller: Caller): string {
  if (caller.kind === "founder") return caller.founder.id;
  return caller.kind === "link" ? caller.handOffId : "nobody";
}

function tooOften(points: number): AppError {
  return new AppError("refused.too-often", "We tried too many addresses where no Postgres server answered.", {
    hint: "Wait ten minutes, then try again.",
    detail: `More than ${points} tries without an answer in ${WINDOW_S / 60} minutes.`,
    field: "host",
  });
}
