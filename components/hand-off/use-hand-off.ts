"use client";

import { useEffect, useState } from "react";
import type { AppErrorJson } from "../../lib/errors.ts";
import { errorJson, getJson } from "./ask";
import type { FounderView, LiveHandOff } from "./view.types";

const POLL_MS = 3_000;
/** A proxy that holds events back is not an error to the browser: what has said nothing by then is asked instead. */
const SILENCE_MS = 4_000;
/** The app sends something every 15 seconds: a line that is silent for longer is dead, though the browser may not know. */
const DEAD_MS = 40_000;

/** One hand-off, kept up to date: by server-sent events, and by asking while those do not come. */
export function useHandOff(id: string): LiveHandOff {
  const [live, setLive] = useState<LiveHandOff>({ view: null, line: "connecting", error: null });
  useEffect(() => follow(id, setLive), [id]);
  return live;
}

/** All hand-offs, newest first; null while loading. Asked again every few seconds while the page is seen. */
export function useHandOffs(): { handOffs: readonly FounderView[] | null; error: AppErrorJson | null } {
  const [list, setList] = useState<ReturnType<typeof useHandOffs>>({ handOffs: null, error: null });
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === "hidden") return;
      getJson<{ handOffs: FounderView[] }>("/hand-offs/list").then(
        ({ handOffs }) => setList({ handOffs, error: null }),
        (thrown) => setList((before) => ({ ...before, error: errorJson(thrown) })),
      );
    };
    ask();
    const timer = setInterval(ask, POLL_MS);
    return () => clearInterval(timer);
  }, []);
  return list;
}

type Tell = (change: (before: LiveHandOff) => LiveHandOff) => void;

function follow(id: string, tell: Tell): () => void {
  let events: EventSource | null = null;
  let poll: ReturnType<typeof setInterval> | undefined;
  let dead: ReturnType<typeof setTimeout> | undefined;
  const silence = setTimeout(startPolling, SILENCE_MS);

  function show(view: FounderView, line: LiveHandOff["line"]) {
    // An answer that was asked for earlier may come later.
    tell((before) => (before.view && before.view.version > view.version ? before : { view, line, error: null }));
  }

  function startPolling() {
    if (poll !== undefined) return;
    poll = setInterval(() => void ask(), POLL_MS);
    void ask();
  }

  function stopPolling() {
    clearTimeout(silence);
    clearInterval(poll);
    poll = undefined;
  }

  async function ask() {
    try {
      show(await getJson<FounderView>(`/hand-offs/${id}/status`), "polling");
    } catch (thrown) {
      tell((before) => ({ ...before, line: "lost", error: errorJson(thrown) }));
    }
    if (events?.readyState === EventSource.CLOSED) connect();
  }

  function alive() {
    clearTimeout(dead);
    dead = setTimeout(() => {
      startPolling();
      connect();
    }, DEAD_MS);
  }

  function connect() {
    events?.close();
    alive();
    events = new EventSource(`/hand-offs/${id}/events`);
    events.addEventListener("beat", alive);
    events.addEventListener("view", (event) => {
      alive();
      stopPolling();
      show(JSON.parse(event.data) as FounderView, "live");
    });
    events.addEventListener("gone", startPolling);
    events.addEventListener("error", startPolling);
  }

  connect();
  return () => {
    stopPolling();
    clearTimeout(dead);
    events?.close();
  };
}
