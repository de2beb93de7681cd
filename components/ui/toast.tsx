"use client";

import { Toast } from "@base-ui/react/toast";
import type { ReactNode } from "react";
import { Icon } from "./icon";

/** Around everything that may call `useToast`. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={4000} limit={1}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed bottom-4 left-4 z-50 max-w-[calc(100vw-32px)] tablet:bottom-6 tablet:left-8">
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

/** Gives `say(sentence)`: for things that are already done, never for errors. */
export function useToast(): (sentence: string) => void {
  const manager = Toast.useToastManager();
  return (sentence) => {
    manager.add({ description: sentence });
  };
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      swipeDirection={[]}
      aria-label="Done"
      className="inline-flex items-center gap-2.5 rounded-ctl bg-ink px-4 py-[11px] text-small text-on-ink transition-opacity duration-(--d-base) data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Icon name="check" />
      <Toast.Description />
    </Toast.Root>
  ));
}
