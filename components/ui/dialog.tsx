"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";

/**
 * Only to stop something under way or to delete. The title is a question and the buttons are its two answers; focus
 * starts on the answer that changes nothing, and Escape gives it.
 */
export function Dialog(props: {
  open: boolean;
  title: string;
  children: ReactNode;
  keep: string;
  act: string;
  onKeep: () => void;
  onAct: () => void;
}) {
  const keep = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(open) => !open && props.onKeep()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Popup
          initialFocus={keep}
          className="fixed top-1/2 left-1/2 z-50 w-[440px] max-w-[calc(100vw-32px)] -translate-1/2 rounded-panel border border-line-2 bg-raised px-6 py-[22px] shadow-pop"
        >
          <AlertDialog.Title className="text-head">{props.title}</AlertDialog.Title>
          <AlertDialog.Description className="mt-1.5 mb-5 text-row text-ink-2">
            {props.children}
          </AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-3">
            <Button ref={keep} look="second" small onClick={props.onKeep}>
              {props.keep}
            </Button>
            <Button look="stop" small onClick={props.onAct}>
              {props.act}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
