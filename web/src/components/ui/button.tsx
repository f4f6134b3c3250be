/** Buttons in three weights; at least 32 pixels high, so that fingers hit them. */
import { clsx } from "clsx";
import type { ComponentProps } from "react";

type Weight = "primary" | "plain" | "quiet";

const WEIGHTS: Record<Weight, string> = {
  primary: "bg-accent text-on-accent hover:opacity-90 border-transparent",
  plain: "bg-raised text-ink border-line hover:border-line-strong",
  quiet: "border-transparent text-ink-2 hover:bg-sunken hover:text-ink",
};

interface ButtonProps extends ComponentProps<"button"> {
  weight?: Weight;
  /** Square, for a single icon. */
  icon?: boolean;
}

export function Button({ weight = "plain", icon = false, className, type = "button", ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(
        "inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md border text-data font-medium whitespace-nowrap transition-colors duration-100",
        "disabled:cursor-not-allowed disabled:opacity-50",
        icon ? "w-8" : "px-3",
        WEIGHTS[weight],
        className,
      )}
      {...rest}
    />
  );
}
