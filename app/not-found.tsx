import { ButtonLink } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { AppBar } from "@/components/wizard/shell/app-bar";
import { chosenTheme } from "./_server/theme";

export default async function NotFound() {
  return (
    <div className="flex min-h-dvh flex-col">
      <AppBar theme={await chosenTheme()} />
      <main className="mx-auto w-full max-w-[640px] px-4 pt-10 tablet:px-8 tablet:pt-14">
        <h1 className="sr-only">Nothing here</h1>
        <Empty
          title="There is nothing at this address"
          action={
            <ButtonLink small href="/">
              Go to the start
            </ButtonLink>
          }
        >
          Look at the address again, or begin at the start.
        </Empty>
      </main>
    </div>
  );
}
