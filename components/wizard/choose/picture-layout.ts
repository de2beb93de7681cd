import { type HierarchyRectangularNode, hierarchy, treemap, treemapSquarify } from "d3-hierarchy";
import { relationAt, type Scope, schemaAt } from "./scope.ts";
import { relationTick, type Selection } from "./selection.ts";

/** The picture of what Lucien will see: blocks and labels in per cent of the frame, so that it fits any width. */
export type Picture = { blocks: Block[]; labels: Label[]; folded: boolean };
export type Block = Box & {
  key: string;
  fill: "open" | "part" | "shut";
  /** Folded: how much of the schema is shared, 0 to 1. */
  share: number | null;
  /** What fits into the block, or an empty string. */
  text: string;
  title: string;
};
export type Label = Pick<Box, "left" | "top" | "width"> & { key: string; text: string; count: number };
type Box = { left: number; top: number; width: number; height: number };

const WIDTH = 372;
const HEIGHT = 400;
const LABEL = 22;
const FOLD_ABOVE = 300;
/** Average advance of the face at 11.5 px, and what stands around the text. */
const LETTER = 6.4;
const PADDING = 11;

type Leaf = { rel: number; weight: number; shut: boolean };
type Node = { schema: number; leaf?: Leaf; weight?: number; children?: Node[] };

/** Squarified, area ∝ (rows + 200)^0.27, `public` on top and the other schemas below it, what is shut last. */
export function pictureOf(selection: Selection): Picture {
  const { scope } = selection;
  const folded = selection.total.relations > FOLD_ABOVE;
  const order = schemaOrder(scope);
  const [main, ...others] = order;
  if (main === undefined) return { blocks: [], labels: [], folded };
  // Folded, a schema of 10,000 tables must leave room to see one of six.
  const weights = new Map(order.map((schema) => [schema, schemaWeight(scope, schema) ** (folded ? 0.4 : 1)]));
  const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const split = others.length === 0 ? HEIGHT : clamp(((weights.get(main) ?? 0) / all) * HEIGHT, 0.25, 0.62);
  const picture: Picture = { blocks: [], labels: [], folded };
  draw(picture, selection, weights, [main], {
    left: 0,
    top: 0,
    width: WIDTH,
    height: split - (others.length > 0 ? 8 : 0),
  });
  if (others.length > 0)
    draw(picture, selection, weights, others, { left: 0, top: split, width: WIDTH, height: HEIGHT - split });
  return picture;
}

/** The sentence that stands for the picture where it cannot be seen. */
export function pictureSentence(selection: Selection): string {
  const { whole, part, relations } = selection.total;
  return `What Lucien will see: ${whole} tables whole, ${part} in part, ${relations - whole - part} left out.`;
}

function schemaOrder(scope: Scope): number[] {
  const order = scope.schemas.map((_, index) => index);
  const rank = (index: number) => (schemaAt(scope, index).facts.name === "public" ? 1e9 : schemaWeight(scope, index));
  return order.sort((a, b) => rank(b) - rank(a));
}

function schemaWeight(scope: Scope, schema: number): number {
  return schemaAt(scope, schema).relations.reduce((sum, rel) => sum + weightOf(scope, rel), 0);
}

function weightOf(scope: Scope, rel: number): number {
  return (Math.max(0, relationAt(scope, rel).estimatedRows ?? 0) + 200) ** 0.27;
}

/** One band of schemas: first the schemas, then each one's relations under its label. */
function draw(
  picture: Picture,
  selection: Selection,
  weights: ReadonlyMap<number, number>,
  schemas: number[],
  band: Box,
): void {
  const children: Node[] = schemas.map((schema) => ({ schema, weight: weights.get(schema) ?? 0 }));
  const root = hierarchy<Node>({ schema: -1 }, (node) => (node.schema === -1 ? children : undefined)).sum(
    (node) => node.weight ?? 0,
  );
  const laid = treemap<Node>().tile(treemapSquarify.ratio(1)).size([band.width, band.height]).paddingInner(10)(root);
  for (const node of laid.children ?? []) {
    const box = {
      left: band.left + node.x0,
      top: band.top + node.y0,
      width: node.x1 - node.x0,
      height: node.y1 - node.y0,
    };
    if (box.width < 3 || box.height < 3) continue;
    drawSchema(picture, selection, node.data.schema, box);
  }
}

function drawSchema(picture: Picture, selection: Selection, schema: number, box: Box): void {
  const { facts, relations } = schemaAt(selection.scope, schema);
  const labelled = box.height > LABEL + 12;
  if (labelled) {
    const room = box.width - 8 - String(relations.length).length * 7;
    const text = fit(facts.name, room, 1);
    picture.labels.push({ key: `l${schema}`, text, count: relations.length, ...percent(box) });
  }
  const inner = labelled ? { ...box, top: box.top + LABEL, height: box.height - LABEL } : box;
  if (picture.folded) picture.blocks.push(foldedBlock(selection, schema, inner));
  else for (const block of relationBlocks(selection, schema, inner)) picture.blocks.push(block);
}

function foldedBlock(selection: Selection, schema: number, box: Box): Block {
  const counts = selection.perSchema[schema] ?? { whole: 0, part: 0, relations: 1 };
  const share = (counts.whole + counts.part) / Math.max(1, counts.relations);
  const title = `${schemaAt(selection.scope, schema).facts.name}: ${counts.whole + counts.part} of ${counts.relations} tables`;
  return { key: `s${schema}`, fill: share > 0 ? "open" : "shut", share, text: "", title, ...percent(box) };
}

function relationBlocks(selection: Selection, schema: number, box: Box): Block[] {
  const leaves: Node[] = schemaAt(selection.scope, schema).relations.map((rel) => {
    const tick = relationTick(selection, rel);
    return { schema, leaf: { rel, weight: weightOf(selection.scope, rel), shut: tick === "off" || tick === "cannot" } };
  });
  // What is shut is one group, placed last: the dark sits together in a corner, however big its tables are.
  const shut: Node = { schema, children: leaves.filter((node) => node.leaf?.shut) };
  const top: Node = { schema: -1, children: [...leaves.filter((node) => !node.leaf?.shut), shut] };
  const root = hierarchy<Node>(top, (node) => node.children)
    .sum((node) => node.leaf?.weight ?? 0)
    .sort((a, b) => Number(a.data === shut) - Number(b.data === shut) || (b.value ?? 0) - (a.value ?? 0));
  const laid = treemap<Node>().tile(treemapSquarify.ratio(1)).size([box.width, box.height]).paddingInner(2)(root);
  return laid.leaves().flatMap((node) => (node.data.leaf ? [relationBlock(selection, node, box)] : []));
}

function relationBlock(selection: Selection, node: HierarchyRectangularNode<Node>, box: Box): Block {
  const rel = node.data.leaf?.rel ?? 0;
  const relation = relationAt(selection.scope, rel);
  const tick = relationTick(selection, rel);
  const fill = tick === "on" ? "open" : tick === "mix" ? "part" : "shut";
  const place = {
    left: box.left + node.x0,
    top: box.top + node.y0,
    width: node.x1 - node.x0,
    height: node.y1 - node.y0,
  };
  const said = fill === "open" ? "whole" : fill === "part" ? "some columns left out" : "left out";
  return {
    key: `r${rel}`,
    fill,
    share: null,
    text: blockText(relation.name, place),
    title: `${relation.schema}.${relation.name}, ${said}`,
    ...percent(place),
  };
}

/** The name if it fits in one line or two (broken behind `_`), cut from 56 px on, else nothing. */
function blockText(name: string, box: Box): string {
  if (box.height < 22) return "";
  const room = box.width - PADDING;
  if (name.length * LETTER <= room) return name;
  if (box.height >= 36) {
    const lines = name.split(/(?<=_)/);
    if (lines.length <= Math.floor((box.height - 8) / 14) && lines.every((line) => line.length * LETTER <= room))
      return lines.join("\n");
  }
  return box.width < 56 ? "" : fit(name, room, 4);
}

function fit(name: string, room: number, least: number): string {
  if (name.length * LETTER <= room) return name;
  const letters = Math.floor(room / LETTER) - 1;
  return letters < least ? "" : `${name.slice(0, letters)}…`;
}

function percent(box: Box): Box {
  const of = (part: number, whole: number) => Math.round((part / whole) * 1e4) / 100;
  return {
    left: of(box.left, WIDTH),
    top: of(box.top, HEIGHT),
    width: of(box.width, WIDTH),
    height: of(box.height, HEIGHT),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high * HEIGHT, Math.max(low * HEIGHT, value));
}
