import { AppError } from "../errors.ts";

/** The one answer for unknown, used, expired, stopped, locked and wrong: who has no right link learns nothing. */
export function linkRefused(): AppError {
  return new AppError("refused.link", "This link does not work.", {
    hint: "Ask for a new one.",
  });
}

/** Told only to a browser that held the link. */
export function linkTaken(): AppError {
  return new AppError("refused.link-taken", "Another browser is working with this link now.", {
    hint: "If that is not you or a colleague, stop and tell the person who sent it.",
    detail: "Your claim had ended, and a new one was made.",
  });
}

/** Told only to a browser with the right link: it may claim again. */
export function leaseOver(): AppError {
  return new AppError("refused.link-lapsed", "You were away for more than 20 minutes, so the link was set free.", {
    hint: "Open the link again to go on. Nothing was changed.",
  });
}

export function handOffGone(): AppError {
  return new AppError("refused.no-hand-off", "There is no such hand-off.", {
    hint: "It may have been deleted. Go back to the list.",
  });
}

export function tooLate(state: string): AppError {
  return new AppError("refused.hand-off-state", "The hand-off has moved on meanwhile.", {
    hint: "Look at what it says now.",
    detail: `It is ${state}.`,
  });
}
