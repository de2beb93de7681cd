import Link from "next/link";
import { ButtonLink } from "../../ui/button";
import { classNames } from "../../ui/class-names";
import { Disclosure, Pre } from "../../ui/disclosure";
import { PasswordFate } from "./password-fate";

/** The first screen: what one gets, the two ways in, and what happens to the passwords. */
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
          <Way
            first
            title="I have the admin connection"
            says="Paste it once. You pick what Lucien may see, say yes to the changes, and copy the URL."
            needs="You need the connection string from your database host."
            href="/connect"
            act="Start"
          />
          <Way
            title="My engineer will do it"
            says="You say what Lucien should see. They open a link and do the rest. This page tells you when it is done."
            needs="You share no password."
            href="/hand-offs/new"
            act="Write the link"
          />
          <SomethingElse />
        </div>
      </div>
      <PasswordFate />
    </main>
  );
}

function Way(props: { first?: boolean; title: string; says: string; needs: string; href: string; act: string }) {
  return (
    <section
      className={classNames(
        "grid items-start gap-x-8 gap-y-2 pt-6 pb-8 tablet:grid-cols-[1fr_auto]",
        props.first ? "border-t-2 border-ink" : "border-t border-line-2",
      )}
    >
      <h2 className="text-[1.375rem] leading-[1.35] font-semibold tracking-[-0.006em]">{props.title}</h2>
      <p className="max-w-[46ch] text-ink-2">{props.says}</p>
      <p className="text-label text-ink-3">{props.needs}</p>
      <ButtonLink
        href={props.href}
        look={props.first ? "primary" : "second"}
        className="mt-2.5 w-full tablet:col-2 tablet:row-[1/span_2] tablet:mt-1 tablet:w-auto tablet:min-w-44"
      >
        {props.act}
      </ButtonLink>
    </section>
  );
}

function SomethingElse() {
  return (
    <div className="grid gap-3 border-t border-line-2 pt-4 text-small text-ink-2">
      <Link href="/connections/add" className="link w-fit">
        Check a login I already have
      </Link>
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
