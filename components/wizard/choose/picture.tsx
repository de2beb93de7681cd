"use client";

import { memo } from "react";
import { classNames } from "../../ui/class-names";
import { digits } from "../wording";
import { type Block, pictureOf, pictureSentence } from "./picture-layout";
import type { Selection } from "./selection";

/** The picture of what Lucien will see. One sentence for screen readers: the tree is its accessible twin. */
export const ScopePicture = memo(function ScopePicture({ selection }: { selection: Selection; version: number }) {
  const { folded } = pictureOf(selection);
  const { whole, part, relations } = selection.total;
  return (
    <div>
      <h2 className="text-head">What Lucien will see</h2>
      <p className="mt-0.5 mb-3 text-label text-ink-3">
        {folded
          ? "Each block is a schema. The light part is what is shared."
          : "Each block is a table. More rows, bigger block."}
      </p>
      <Treemap selection={selection} />
      <dl className="mt-4 grid gap-y-1.5 text-small">
        <Key fill="open" name="Whole table" count={whole} />
        <Key fill="part" name="Some columns left out" count={part} />
        <Key fill="shut" name="Not at all" count={relations - whole - part} />
      </dl>
    </div>
  );
});

/** The blocks alone; Done draws them again beside its numbers. */
export function Treemap({ selection }: { selection: Selection }) {
  const { blocks, labels } = pictureOf(selection);
  return (
    <div role="img" aria-label={pictureSentence(selection)} className="relative aspect-[372/400] overflow-hidden">
      {labels.map((label) => (
        <span
          key={label.key}
          className="absolute flex justify-between text-[12px] leading-4 font-medium whitespace-nowrap text-ink-2"
          style={{ left: `${label.left}%`, top: `${label.top}%`, width: `${label.width}%` }}
        >
          <span>{label.text}</span>
          <span className="tabular-nums">{digits(label.count)}</span>
        </span>
      ))}
      {blocks.map((block) => (
        <PictureBlock key={block.key} block={block} />
      ))}
    </div>
  );
}

function PictureBlock({ block }: { block: Block }) {
  const place = {
    left: `${block.left}%`,
    top: `${block.top}%`,
    width: `${block.width}%`,
    height: `${block.height}%`,
  };
  if (block.share !== null) {
    return (
      <span
        title={block.title}
        className={classNames("absolute flex overflow-hidden rounded-cell", FILLS.shut)}
        style={place}
      >
        <span className="bg-open-lit" style={{ width: `${block.share * 100}%` }} />
      </span>
    );
  }
  return (
    <span
      title={block.title}
      className={classNames(
        "absolute overflow-hidden rounded-cell text-[11.5px] leading-[1.2] font-medium whitespace-pre",
        // Padding would hold a small block open.
        block.text && "px-[5px] py-1",
        FILLS[block.fill],
      )}
      style={place}
    >
      {block.text && (
        <span
          className={
            block.fill === "part"
              ? "-mx-[3px] -my-px rounded-cell bg-open-lit px-[3px]"
              : "block overflow-hidden text-ellipsis"
          }
        >
          {block.text}
        </span>
      )}
    </span>
  );
}

function Key({ fill, name, count }: { fill: Block["fill"]; name: string; count: number }) {
  return (
    <div className="grid grid-cols-[14px_1fr_auto] items-center gap-x-2.5">
      <dt className="contents">
        <span aria-hidden="true" className={classNames("size-3.5 rounded-cell", FILLS[fill])} />
        <span>{name}</span>
      </dt>
      <dd className="text-right font-semibold tabular-nums">{digits(count)}</dd>
    </div>
  );
}

const FILLS = {
  open: "bg-open-lit text-on-lit",
  part: "fill-part text-on-lit",
  shut: "bg-shut text-on-shut shadow-[inset_0_0_0_1px_var(--shut-line)]",
} as const;
