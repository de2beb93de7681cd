/** Whether a boolean setting's text means on (src/backend/utils/adt/bool.c, parse_bool). */
export function isOn(value: string): boolean {
  return /^(on|1|t|tr|tru|true|y|ye|yes)$/i.test(value.trim());
}
