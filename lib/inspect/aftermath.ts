import type { Client } from "../postgres/client.ts";
import { arrayLiteral } from "../postgres/values.ts";
import { oneLook } from "./one-look.ts";
import { ADMIN_TIES, type AdminTieRow } from "./queries/admin-ties.sql.ts";
import { LOGIN_STANDING, MADE_MEANWHILE } from "./queries/aftermath.sql.ts";
import type { RelationKind } from "./snapshot.ts";

/** What hangs on the login in this database. */
export type LoginStanding = {
  login: string;
  /** The superuser that initdb made. */
  bootstrap: boolean;
  ownsDatabase: boolean;
  /** Schemas or relations here. */
  owns: boolean;
  /** Stands as the grantor of a right here. */
  granted: boolean;
  /** Holds rights here that somebody gave to it. */
  holds: boolean;
  /** Default privileges are its own, or name it. */
  hasDefaults: boolean;
  /** Holds the ADMIN option on the role that was made. */
  adminOfRole: boolean;
  grantedMembership: boolean;
};

export type NewRelation = { schema: string; name: string; kind: RelationKind; owner: string };

export type Aftermath = { database: string; standing: LoginStanding; ties: AdminTieRow[]; unread: NewRelation[] };

/**
 * What is to be said once a change stands: what the login left behind here (`standing`) and in the cluster (`ties`), and
 * relations of `schemas` that are not among `known` and that `role` cannot read. A whole look costs seconds on a large
 * database; this is one round trip, and reads of the ACLs only those that name the login. Throws QueryError.
 */
export async function inspectAftermath(
  client: Client,
  asked: { role: string; schemas: readonly string[]; known: readonly number[]; database: string },
): Promise<Aftermath> {
  const { role, schemas, known, database } = asked;
  const [standing, ties, unread] = await oneLook(client, [
    { statement: LOGIN_STANDING, values: [role] },
    ADMIN_TIES,
    { statement: MADE_MEANWHILE, values: [schemas, arrayLiteral(known), role] },
  ]);
  return {
    database,
    standing: standing?.rows[0] as LoginStanding,
    ties: (ties?.rows ?? []) as AdminTieRow[],
    unread: (unread?.rows ?? []) as NewRelation[],
  };
}
