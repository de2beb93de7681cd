import { creatorsOf } from "../inspect/creators.ts";
import { sensitivityOfRelation } from "../inspect/sensitivity.ts";
import type { RelationFacts, Sensitivity, Snapshot } from "../inspect/snapshot.ts";
import { providerNamed } from "../postgres/providers.ts";
import { wayTo } from "./power.ts";

export const DEFAULT_ROLE = "lucien_readonly";

/** What the wizard needs of a Snapshot: no ACLs, no partitions (they follow their root), no secrets. */
export type Look = {
  versionNum: number;
  provider: { id: string; name: string } | null;
  database: string;
  admin: { name: string; superuser: boolean; createRole: boolean };
  /** The line is encrypted, and how sure we are of who answers. */
  tls: LookTls;
  schemas: LookSchema[];
  relations: LookRelation[];
  /** The default role name is taken already: by us (then the plan changes it) or by somebody else. */
  existingRole: { name: string; ours: boolean } | null;
  /** Row rules can be passed by these means for this admin. */
  rowRules: { policy: boolean; bypass: boolean };
};
