/** What `apply` tells while it works. An attempt that has to be repeated starts with `apply.started` again. */
export type ApplyEvent =
  | { type: "apply.started"; statements: number }
  | { type: "apply.statement"; index: number; durationMs: number }
  /** In parts: `done` of `of` steps are committed. */
  | { type: "apply.part"; part: number; done: number; of: number }
  | { type: "apply.checked"; sentence: string }
  | { type: "apply.committed"; durationMs: number };

export type OnApplyEvent = (event: ApplyEvent) => void;
