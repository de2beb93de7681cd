import { classNames } from "../ui/class-names";
import { shortTime } from "./times";
import { useNow } from "./use-now";
import type { FounderView, TimelineEntry } from "./view.types";
import { stillToCome, told } from "./words";

/** What has happened, what happens now, what is still to come. New rows push in above the grey ones. */
export function Timeline({ view, live }: { view: FounderView; live: boolean }) {
  const now = useNow();
  const later = stillToCome(view.state, view.finished, view.record.intent);
  const entries = folded(view.timeline);
  const open = later.length > 0;
  return (
    <ol
      aria-live={live ? "polite" : undefined}
      aria-relevant="additions"
      aria-label="What has happened"
      className="mt-9"
    >
      {entries.map(({ entry, times }, index) => {
        const last = index === entries.length - 1;
        const current = open && last;
        const { title, detail, worry } = told(entry, view, last);
        return (
          <Row
            key={`${entry.at} ${entry.kind}`}
            look={worry ? "worry" : current ? "now" : "past"}
            line={current ? "dashed" : last ? "none" : "solid"}
            time={now && { iso: new Date(entry.at).toISOString(), text: shortTime(new Date(entry.at), now) }}
            title={times > 1 ? `${title}, ${times} times` : title}
            detail={detail}
          />
        );
      })}
      {later.map((title, index) => (
        <Row key={title} look="later" line={index === later.length - 1 ? "none" : "dashed"} title={title} />
      ))}
    </ol>
  );
}

type Look = "past" | "now" | "worry" | "later";

function Row(props: {
  look: Look;
  line: "solid" | "dashed" | "none";
  time?: { iso: string; text: string } | null;
  title: string;
  detail?: string | null;
}) {
  const { look, time } = props;
  return (
    <li className="relative grid grid-cols-[20px_1fr] gap-x-3 gap-y-0.5 pb-6.5 tablet:grid-cols-[84px_20px_1fr]">
      {props.line !== "none" && <span aria-hidden="true" className={classNames(LINE, LINES[props.line])} />}
      <time
        dateTime={time?.iso}
        className="col-2 row-2 text-small leading-[18px] text-ink-3 tabular-nums tablet:col-1 tablet:row-1 tablet:leading-6"
      >
        {time?.text}
      </time>
      <span
        aria-hidden="true"
        className={classNames("relative z-[1] row-1 mt-1.5 ml-1 size-3 rounded-full", DOTS[look])}
      />
      <div className="col-2 row-1 tablet:col-3">
        <p className={look === "later" ? "text-ink-3" : "font-semibold"}>
          {props.title}
          {look === "later" && <span className="sr-only"> (not yet)</span>}
        </p>
        {props.detail && <p className="mt-px max-w-[54ch] text-small text-ink-2">{props.detail}</p>}
      </div>
    </li>
  );
}

const LINE = "absolute top-5 -bottom-1 left-[9px] tablet:left-[105px]";
const LINES = { solid: "w-[1.5px] bg-ink", dashed: "w-0 border-l-[1.5px] border-dashed border-line-2" } as const;
const DOTS: Record<Look, string> = {
  past: "bg-ink",
  now: "bg-paper shadow-[0_0_0_2px_var(--ink),0_0_0_6px_var(--sunk)]",
  worry: "bg-ask-fill shadow-[0_0_0_2px_var(--paper),0_0_0_3px_var(--ask)]",
  later: "bg-paper shadow-[inset_0_0_0_1.5px_var(--edge)]",
};

/** The same thing several times in a row is one line that counts. */
function folded(timeline: readonly TimelineEntry[]): { entry: TimelineEntry; times: number }[] {
  const rows: { entry: TimelineEntry; times: number }[] = [];
  for (const entry of timeline) {
    const last = rows.at(-1);
    if (last && last.entry.kind === entry.kind && entry.kind !== "claimed") {
      last.times++;
      last.entry = entry;
    } else rows.push({ entry, times: 1 });
  }
  return rows;
}
