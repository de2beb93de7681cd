"use client";

import { useEffect, useRef, useState } from "react";
import { type Ask, EMPTY_ASK } from "./compose-model";
import type { Way } from "./ways";

const DRAFT = "lucien-ask";

/** What stands in the form survives back and reload, in this tab, until the link is made. */
export function useDraft(
  from: string,
  about = "",
): [ask: Ask, change: (change: Partial<Ask>) => void, forget: () => void] {
  const key = DRAFT + about;
  const [ask, setAsk] = useState<Ask>({ ...EMPTY_ASK, from });
  const restored = useRef(false);
  useEffect(() => {
    const kept = read<Partial<Ask>>(key);
    if (kept) setAsk((now) => ({ ...now, ...kept }));
    restored.current = true;
  }, [key]);
  useEffect(() => {
    if (restored.current) write(key, ask);
  }, [key, ask]);
  return [ask, (change) => setAsk((now) => ({ ...now, ...change })), () => drop(key)];
}

/** The passcode as the founder saw it: the server keeps a hash only, so this tab has to show it once more. */
export function keepPasscode(id: string, passcode: string | null): void {
  if (passcode === null) drop(passcodeKey(id));
  else write(passcodeKey(id), passcode);
}

export function keptPasscode(id: string): string | null {
  return read<string>(passcodeKey(id));
}

/** Which way the engineer took on the landing page: the review then puts it first. */
export function keepWay(id: string, way: Way): void {
  write(wayKey(id), way);
}

export function keptWay(id: string): Way | null {
  return read<Way>(wayKey(id));
}

function wayKey(id: string): string {
  return `lucien-way:${id}`;
}

function passcodeKey(id: string): string {
  return `lucien-passcode:${id}`;
}

function read<Value>(key: string): Value | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Value | null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage is full or forbidden: the form works on, and a reload starts over.
  }
}

function drop(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // As above: then nothing was kept either.
  }
}
