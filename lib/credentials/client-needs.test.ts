import assert from "node:assert/strict";
import { test } from "node:test";
import { clientNeeds, writtenWay } from "./client-needs.ts";

const MATRIX = ["JDBC", "node pg", "postgres.js", "psql", "psycopg2"];

test("each client of the matrix either takes the URL as it is or is told what it needs", () => {
  for (const sslmode of ["verify-full", "require", "disable"] as const) {
    const { asItIs, needs } = clientNeeds({ sslmode, host: "db.example.com" });
    assert.deepEqual([...asItIs, ...needs.flatMap(({ clients }) => clients)].toSorted(), MATRIX, sslmode);
    for (const need of needs) assert.ok(need.ways.length > 0);
  }
});

test("without encryption nothing is needed", () => {
  assert.deepEqual(clientNeeds({ sslmode: "disable", host: "127.0.0.1" }).needs, []);
});

test("on RDS the file of Amazon's authorities is named", () => {
  const { needs } = clientNeeds({ sslmode: "require", host: "shop.abc.eu-west-1.rds.amazonaws.com" });
  assert.match(needs[0]?.ways[0]?.says ?? "", /truststore\.pki\.rds\.amazonaws\.com/);
});

test("a way is written as a line to copy", () => {
  const [need] = clientNeeds({ sslmode: "require", host: "db.example.com" }).needs;
  assert.deepEqual(need?.ways.map(writtenWay), ["NODE_EXTRA_CA_CERTS=FILE", "&uselibpqcompat=true"]);
});
