import type { Command, CommanderError } from "commander";
import { AppError } from "../lib/errors.ts";

/** A connection string, or a password in one: in any argument, also behind `--flag=`. */
const CONNECTION = /\bpostgres(?:ql)?(?:\+\w+)?:\/\/|\bjdbc:\w+:|:\/\/[^/\s]*@|\bpassword\s*=/i;

/**
 * Throws AppError `usage.url-argument` when a connection string stands among the arguments: every process on the
 * machine can read those, and the shell keeps them in its history. It is not repeated.
 */
export function refuseSecrets(argv: readonly string[]): void {
  if (!argv.some((argument) => CONNECTION.test(argument))) return;
  throw new AppError("usage.url-argument", "A connection string is never an argument.", {
    hint: "Arguments are seen by every process on this machine and kept in the shell's history; change that password if it is a real one. Put the string into ADMIN_DATABASE_URL (READONLY_DATABASE_URL for audit), or pipe it in with --url-stdin.",
  });
}

/**
 * Throws AppError `usage.flag-value` where a flag stands in the place of another's value (`--schema --json`): it would
 * be taken for it. A name that does begin with two dashes is written as `--schema=--name`.
 */
export function refuseSwallowedFlags(argv: readonly string[], program: Command): void {
  const command = program.commands.find((one) => one.name() === argv[0]);
  const takers = command?.options.filter((option) => option.required).map((option) => option.long) ?? [];
  const flag = argv.find((one, i) => takers.includes(one) && argv[i + 1]?.startsWith("--"));
  if (flag !== undefined)
    throw new AppError("usage.flag-value", `A value is missing behind a flag: ${flag}.`, { hint: HELP });
}

const HELP = "`lucien-readonly --help` lists the commands, and `lucien-readonly COMMAND --help` their flags.";

/** Commander's complaint in our words. Values are not repeated: somebody may have typed a password there. */
export function usageError(error: CommanderError): AppError {
  const [code, message] = WORDS[error.code] ?? ["usage.arguments", "We cannot read these arguments"];
  const flag = /'(-{1,2}[a-z][a-z-]*)/.exec(error.message)?.[1] ?? null;
  return new AppError(code, flag === null ? `${message}.` : `${message}: ${flag}.`, { hint: HELP });
}

const WORDS: Readonly<Record<string, [`usage.${string}`, string]>> = {
  "commander.unknownCommand": ["usage.command", "There is no such command"],
  "commander.unknownOption": ["usage.flag", "There is no such flag here"],
  "commander.excessArguments": ["usage.arguments", "There is one word too many; everything is given by flags"],
  "commander.optionMissingArgument": ["usage.flag-value", "A value is missing behind a flag"],
  "commander.invalidArgument": ["usage.flag-value", "This value cannot be used"],
  "commander.missingArgument": ["usage.arguments", "An argument is missing"],
};
