import { Command, CommanderError } from "commander";
import { refuseSecrets, refuseSwallowedFlags, usageError } from "./arguments.ts";
import type { AuditFlags } from "./commands/audit.ts";
import type { CreateFlags } from "./commands/create.ts";
import type { PlanFlags } from "./commands/plan.ts";
import type { VerifyReportFlags } from "./commands/report-verify.ts";
import type { RotateFlags } from "./commands/rotate.ts";
import { EXIT, type ExitCode, exitCodeOf } from "./exit-codes.ts";
import { type Flags, flagsOf, withAdminFlags, withCommonFlags, withReportFlags, withVerifyFlags } from "./flags.ts";
import { listenForInterrupt } from "./interrupt.ts";
import type { LifeFlags } from "./life.ts";
import { asAppError, printFailure, say } from "./print.ts";

/** Runs one command; gives its exit code. What a command needs is loaded when it is the one that was asked for. */
export async function runProgram(argv: string[]): Promise<ExitCode> {
  listenForInterrupt();
  let code: ExitCode = EXIT.done;
  const program = programThat((exit) => {
    code = exit;
  });
  try {
    refuseSecrets(argv);
    if (argv.length === 0) {
      say(program.helpInformation());
      return EXIT.usage;
    }
    refuseSwallowedFlags(argv, program);
    await program.parseAsync(argv, { from: "user" });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done;
    const error = thrown instanceof CommanderError ? usageError(thrown) : asAppError(thrown);
    printFailure(error, argv.includes("--json"));
    return exitCodeOf(error);
  }
}

function programThat(ends: (code: ExitCode) => void): Command {
  const program = new Command("lucien-readonly")
    .description("Gives Lucien a Postgres login that can read and provably never write.")
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const add = (name: string, description: string) => withCommonFlags(program.command(name).description(description));
  const run =
    <F>(work: (flags: F) => Promise<ExitCode>) =>
    async (_: unknown, command: Command) =>
      ends(await work(flagsOf(command) as F));

  withAdminFlags(add("inspect", "show the server, what this admin can do, schemas and relations")).action(
    run<Flags>(async (flags) => (await import("./commands/inspect.ts")).inspectCommand(flags)),
  );
  withAdminFlags(add("plan", "show what would be changed; changes nothing"))
    .option("--sql", "print the runnable psql script", false)
    .option("--undo", "print its reverse", false)
    .option("--save <file>", "keep the plan in a file, for review; create --plan applies it")
    .action(run<PlanFlags>(async (flags) => (await import("./commands/plan.ts")).planCommand(flags)));
  withReportFlags(withAdminFlags(add("create", "make the role, prove it, print its URL")))
    .option("--rotate", "give an existing role of ours a new password", false)
    .option("--plan <file>", "apply a saved plan, if it still holds")
    .option("--in-parts", "several short transactions instead of one; what is done stays", false)
    .action(run<CreateFlags>(async (flags) => (await import("./commands/create.ts")).createCommand(flags)));
  withReportFlags(add("audit", "the verdict on an existing login; needs no admin"))
    .option("--since <file>", "compare with an earlier check (audit --json) and say what changed")
    .action(run<AuditFlags>(async (flags) => (await import("./commands/audit.ts")).auditCommand(flags)));
  const report = program.command("report").description("about reports that were made");
  withVerifyFlags(report.command("verify <file>").description("whether a report is as it was signed; offline")).action(
    async (file: string, flags: VerifyReportFlags) =>
      ends(await (await import("./commands/report-verify.ts")).reportVerifyCommand(file, flags)),
  );
  addLife(add, run);
  return program;
}

type Add = (name: string, description: string) => Command;
type Run = <F>(work: (flags: F) => Promise<ExitCode>) => (_: unknown, command: Command) => Promise<void>;

/** What is done about a role that is there already. */
function addLife(add: Add, run: Run): void {
  const life = (name: string, description: string) =>
    withAdminFlags(add(name, description)).option("--sql", "print the psql script instead; changes nothing", false);
  life("rotate", "give the role a new password; its old sessions end")
    .option("--self", "by the role itself, with its old URL (READONLY_DATABASE_URL) and no admin", false)
    .action(run<RotateFlags>(async (flags) => (await import("./commands/rotate.ts")).rotateCommand(flags)));
  life("pause", "let nobody sign in as the role, and end its sessions").action(
    run<LifeFlags>(async (flags) => (await import("./commands/pause.ts")).pauseCommand(flags)),
  );
  life("resume", "let the role sign in again").action(
    run<LifeFlags>(async (flags) => (await import("./commands/pause.ts")).resumeCommand(flags)),
  );
  life("remove", "remove the role from every database, or say exactly what is left").action(
    run<LifeFlags>(async (flags) => (await import("./commands/remove.ts")).removeCommand(flags)),
  );
}
