// npm run bench [audit|create] [SIZE…]: what a command costs, beside plain SQL through psql on the same server in the same run.
import { benchApply } from "../bench/apply.ts";
import { benchAudit } from "../bench/audit.ts";

const BENCHES: Readonly<Record<string, (sizes: readonly number[]) => Promise<void>>> = {
  audit: benchAudit,
  create: benchApply,
};

const [name = "audit", ...sizes] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  process.stderr.write("usage: npm run bench -- audit|create [RELATIONS…]\n");
  process.exitCode = 2;
} else {
  await bench(sizes.length > 0 ? sizes.map(Number) : [1_000, 10_000, 50_000]);
}
