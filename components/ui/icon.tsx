import { Check, ChevronDown, ChevronRight, CircleDashed, type LucideIcon, Minus, Search, X } from "lucide-react";

const ICONS = {
  check: Check,
  cross: X,
  minus: Minus,
  right: ChevronRight,
  down: ChevronDown,
  running: CircleDashed,
  search: Search,
} as const satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof ICONS;

/** Decoration beside words: hidden from screen readers, sized 16 unless told. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  const Drawing = ICONS[name];
  return <Drawing size={size} strokeWidth={2.4} aria-hidden="true" focusable="false" className={className} />;
}
