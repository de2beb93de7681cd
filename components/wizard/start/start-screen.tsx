import { ButtonLink } from "../../ui/button";
import { Disclosure, Pre } from "../../ui/disclosure";
import { PasswordFate } from "./password-fate";

/** The first screen: what one gets, the way in, and what happens to the passwords. */
export function StartScreen() {
  return (
    <main className="flex-1 tablet:grid tablet:grid-cols-[minmax(0,1fr)_340px] wide:grid-cols-[minmax(0,1fr)_440px]">
      <div className="px-4 pt-7 pb-8 tablet:px-8 tablet:pt-[72px] tablet:pb-14 wide:pr-20">
        <h1 className="max-w-[20ch] text-display text-balance">Give Lucien a login that can look but not touch</h1>
        <p className="mt-3 max-w-[70ch] text-lead text-pretty text-ink-2">
          You get a Postgres URL to paste into Lucien. Before you get it, we test it on your own database and show you
          every change it was refused.
        </p>
        <div className="mt-7 tablet:mt-14">
          <AdminWay />
          <Terminal />
        </div>
      </div>
      <PasswordFate />
    </main>
  );
}

function AdminWay() {
  return (
    <section className="grid items-start gap-x-8 gap-y-2 border-t-2 border-ink pt-6 pb-8 tablet:grid-cols-[1fr_auto]">
      <h2 className="text-[1.375rem] leading-[1.35] font-semibold tracking-[-0.006em]">I have the admin connection</h2>
      <p className="max-w-[46ch] text-ink-2">
        Paste it once. You pick what Lucien may see, say yes to the changes, and copy the URL.
      </p>
      <p className="text-label text-ink-3">You need the connection string from your database host.</p>
      <ButtonLink
        href="/connect"
        className="mt-2.5 w-full tablet:col-2 tablet:row-[1/span_2] tablet:mt-1 tablet:w-auto tablet:min-w-44"
      >
        Start
      </ButtonLink>
    </section>
  );
}

function Terminal() {
  return (
    <div className="border-t border-line-2 pt-4 text-small text-ink-2">
      <Disclosure summary={<span className="link">I work in the terminal</span>}>
        <p className="mt-3 max-w-[60ch]">
          The same work without this page, from a checkout of this app. The admin URL comes from the environment, from
          standard input or from a prompt, never as an argument.
        </p>
        <Pre>
          {"read -rs ADMIN_DATABASE_URL && export ADMIN_DATABASE_URL\n"}
          {"npm run --silent cli -- plan     # shows every statement, changes nothing\n"}
          {"npm run --silent cli -- create   # makes the login, proves it, prints its URL"}
        </Pre>
      </Disclosure>
    </div>
  );
}
