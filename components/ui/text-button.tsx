import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** A button that reads as a link in running text: for the quiet second ways. */
export function TextButton({ className, ...rest }: ComponentProps<"button">) {
  return <button type="button" {...rest} className={classNames("link rounded-ctl text-left", className)} />;
}
