import "server-only";
import { pathToFileURL } from "node:url";
import { AppError } from "../../lib/errors.ts";
import { env } from "./env.ts";

export type SampleDatabase = { host: string; port: number; database: string; user: string; password: string };

/** Whether this app came with a sample database: a checkout does, the image does not. */
export function hasSample(): boolean {
  return env().SAMPLE_DATABASE_MODULE !== undefined;
}

/** Starts the sample database, or says where it already is. Throws AppError where there is none. */
export async function startSample(): Promise<SampleDatabase> {
  const file = env().SAMPLE_DATABASE_MODULE;
  if (file === undefined) throw new AppError("usage.no-sample", "There is no sample database here.");
  try {
    // Named by the environment, so that no build ever takes it along.
    const module = (await import(/* turbopackIgnore: true */ pathToFileURL(file).href)) as {
      startSampleDatabase(): Promise<SampleDatabase>;
    };
    return await module.startSampleDatabase();
  } catch (cause) {
    throw new AppError("internal.sample", "The sample database did not start.", {
      hint: "Try again, or use a database of your own.",
      cause,
    });
  }
}
