// npm run bench [audit] [SIZE…]: what an audit costs, beside one plain catalog query on the same server in the same run.
import { benchAudit } from "../bench/audit.ts";

const [name = "audit", ...sizes] = process.argv.slice(2);
if (name !== "audit") {
  process.stderr.write("usage: npm run bench -- audit [RELATIONS…]\n");
  process.exitCode = 2;
} else {
  await benchAudit(sizes.length > 0 ? sizes.map(Number) : [1_000, 10_000, 50_000]);
}
