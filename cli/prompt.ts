import { AppError } from "../lib/errors.ts";
import { Secret } from "../lib/secret.ts";

/** Somebody sits there: both ends are a terminal. */
export function canAsk(): boolean {
  return Boolean(process.stdin.isTTY && process.stderr.isTTY);
}

/** Asks on the terminal and shows nothing of the answer. Throws AppError `usage.cancelled` on Ctrl-C and Ctrl-D. */
export async function askHidden(question: string): Promise<Secret> {
  const { stdin, stderr } = process;
  const { promise, resolve, reject } = Promise.withResolvers<Secret>();
  let typed = "";
  const read = (chunk: string) => {
    for (const key of chunk) {
      if (key === "\r" || key === "\n") return resolve(new Secret(typed));
      if (key === "\u0003" || key === "\u0004") {
        return reject(new AppError("usage.cancelled", "Stopped, as asked for.", { hint: "Nothing was changed." }));
      }
      typed = key === "\u007f" || key === "\b" ? [...typed].slice(0, -1).join("") : typed + key;
    }
  };
  stderr.write(question);
  stdin.setEncoding("utf8").setRawMode(true).resume().on("data", read);
  try {
    return await promise;
  } finally {
    stdin.off("data", read).setRawMode(false).pause();
    stderr.write("\n");
  }
}
