// npm run bench [audit|create|waiting] [SIZE…]: what a command costs, beside plain SQL through psql on the same server in
// the same run; what founders who wait cost the app.
import { benchApply } from "../bench/apply.ts";
import { benchAudit } from "../bench/audit.ts";
import { benchWaiting } from "../bench/waiting.ts";
import { bundleCommand } from "../bundle.ts";

type Bench = { run: (sizes: readonly number[], command: string) => Promise<void>; sizes: readonly number[] };

const RELATIONS = [1_000, 10_000, 50_000];
const BENCHES: Readonly<Record<string, Bench>> = {
  audit: { run: benchAudit, sizes: RELATIONS },
  create: { run: benchApply, sizes: RELATIONS },
  waiting: { run: benchWaiting, sizes: [1_000] },
};

const [name = "audit", ...sizes] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write("usage: npm run bench -- audit|create [RELATIONS…] | waiting [FOUNDERS…]\n");
  process.exitCode = 2;
} else {
  // As it is installed.
  await bench.run(sizes.length > 0 ? sizes.map(Number) : bench.sizes, await bundleCommand());
}
