import { openStore } from "../store/open-store.ts";
import { withDatabase } from "../testing/clusters.ts";
import { livesOn } from "./life-moves.fixture.ts";
import { racesOn, type WithReplicas } from "./moves.fixture.ts";

const withReplicas: WithReplicas = (work) =>
  withDatabase(18, async (db) => {
    const user = `${db.prefix}_store`;
    await db.query(`create role ${user} login password 'store'; grant create on database ${db.name} to ${user}`);
    const target = db.targetFor(user, "store");
    const stores = await Promise.all([openStore({ target }), openStore({ target })]);
    try {
      const told = async (kind: string, subject: string) =>
        (await stores[0].activity.list({ limit: 100, subject })).filter((line) => line.kind === kind).length;
      await work({ rows: [stores[0].handOffs, stores[1].handOffs], told });
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

racesOn("PostgreSQL 18", withReplicas);
livesOn("PostgreSQL 18", withReplicas);
