import { AppError } from "../errors.ts";

/** The plan rests on facts that no longer hold: refused, or rolled back, so nothing of it stands. */
export class WorldMoved extends AppError {
  constructor(detail: string) {
    super("refused.world-moved", "The database has changed since you saw the plan. Nothing was changed.", {
      hint: "Look at the changes again, then say yes to them.",
      detail,
    });
    this.name = "WorldMoved";
  }
}
