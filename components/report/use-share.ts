import { useEffect, useState } from "react";
import { sealReport } from "../../lib/report/share.ts";
import { asAppError, postJson } from "../wizard/stream";
import { keepLinks, type MadeLink, madeLinks } from "./made-links";

export type Share =
  | { status: "none" | "making" | "ended" }
  | { status: "made"; id: string; link: string; expiresAt: number }
  | { status: "failed"; message: string; hint: string };

/** Makes a link for this report, and stops it or one that this browser made before. */
export function useShare(text: string, database: string) {
  const [share, setShare] = useState<Share>({ status: "none" });
  const [links, setLinks] = useState<MadeLink[]>([]);
  useEffect(() => setLinks(madeLinks(Date.now())), []);
  const changeLinks = (next: MadeLink[]) => {
    keepLinks(next);
    setLinks(next);
  };
  const failed = (thrown: unknown) => {
    const { message, hint } = asAppError(thrown);
    setShare({ status: "failed", message, hint });
  };
  async function make(days: number) {
    setShare({ status: "making" });
    try {
      const { id, key, box } = await sealReport(text);
      const { expiresAt } = await postJson<{ expiresAt: number }>("/report/share", { id, box, days });
      changeLinks([...links, { id, database, expiresAt }]);
      setShare({ status: "made", id, link: `${location.origin}/r/${id}#${key}`, expiresAt });
    } catch (thrown) {
      failed(thrown);
    }
  }
  async function end(id: string) {
    try {
      await postJson("/report/share/end", { id });
      changeLinks(links.filter((link) => link.id !== id));
      setShare({ status: "ended" });
    } catch (thrown) {
      failed(thrown);
    }
  }
  return { share, links, make, end };
}
