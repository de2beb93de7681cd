import type { Rule } from "./rule.ts";
import { adminOption } from "./rules/admin-option.ts";
import { anyLogin } from "./rules/any-login.ts";
import { borrowedRole } from "./rules/borrowed-role.ts";
import { brokenRelation } from "./rules/broken-relation.ts";
import { columnPrivilege } from "./rules/column-privilege.ts";
import { columnsMissing } from "./rules/columns-missing.ts";
import { databaseCreate } from "./rules/database-create.ts";
import { defaultPrivileges } from "./rules/default-privileges.ts";
import { definerRoutine } from "./rules/definer-routine.ts";
import { eventTrigger } from "./rules/event-trigger.ts";
import { foreignDataWrapper } from "./rules/foreign-data-wrapper.ts";
import { foreignProgram } from "./rules/foreign-program.ts";
import { foreignServer } from "./rules/foreign-server.ts";
import { futureTables } from "./rules/future-tables.ts";
import { grantOption } from "./rules/grant-option.ts";
import { largeObjectPrivilege } from "./rules/large-object-privilege.ts";
import { largeObjectRead } from "./rules/large-object-read.ts";
import { largeObjects } from "./rules/large-objects.ts";
import { latentPrivilege } from "./rules/latent-privilege.ts";
import { loCompatPrivileges } from "./rules/lo-compat-privileges.ts";
import { nativeRoutine } from "./rules/native-routine.ts";
import { notLookedAt } from "./rules/not-looked-at.ts";
import { otherSchemaRead } from "./rules/other-schema-read.ts";
import { outbound } from "./rules/outbound.ts";
import { ownedElsewhere } from "./rules/owned-elsewhere.ts";
import { ownership } from "./rules/ownership.ts";
import { parameterAlterSystem } from "./rules/parameter-alter-system.ts";
import { parameterSet } from "./rules/parameter-set.ts";
import { predefinedRole } from "./rules/predefined-role.ts";
import { removablePolicy } from "./rules/removable-policy.ts";
import { roleAttribute } from "./rules/role-attribute.ts";
import { roleSetting } from "./rules/role-setting.ts";
import { rowRules } from "./rules/row-rules.ts";
import { rowRulesLeak } from "./rules/row-rules-leak.ts";
import { schemaCreate } from "./rules/schema-create.ts";
import { schemaUsage } from "./rules/schema-usage.ts";
import { selectMissing } from "./rules/select-missing.ts";
import { sensitiveRoutine } from "./rules/sensitive-routine.ts";
import { sequencePrivilege } from "./rules/sequence-privilege.ts";
import { systemRead } from "./rules/system-read.ts";
import { tablePrivilege } from "./rules/table-privilege.ts";
import { tablespaceCreate } from "./rules/tablespace-create.ts";
import { temporaryTables } from "./rules/temporary-tables.ts";
import { untrustedLanguage } from "./rules/untrusted-language.ts";
import { userMapping } from "./rules/user-mapping.ts";

/** Every rule, in the order of the report: what writes first, gaps last. */
export const RULES: readonly Rule[] = [
  roleAttribute,
  predefinedRole,
  adminOption,
  ownership,
  ownedElsewhere,
  tablePrivilege,
  columnPrivilege,
  sequencePrivilege,
  grantOption,
  schemaCreate,
  databaseCreate,
  definerRoutine,
  sensitiveRoutine,
  nativeRoutine,
  foreignProgram,
  untrustedLanguage,
  eventTrigger,
  foreignDataWrapper,
  foreignServer,
  parameterAlterSystem,
  parameterSet,
  loCompatPrivileges,
  largeObjectPrivilege,
  tablespaceCreate,
  temporaryTables,
  largeObjects,
  outbound,
  borrowedRole,
  anyLogin,
  systemRead,
  userMapping,
  largeObjectRead,
  otherSchemaRead,
  rowRulesLeak,
  removablePolicy,
  schemaUsage,
  selectMissing,
  columnsMissing,
  rowRules,
  brokenRelation,
  roleSetting,
  futureTables,
  defaultPrivileges,
  latentPrivilege,
  notLookedAt,
];
