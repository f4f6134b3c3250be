/** The colors of all charts, read from the page's tokens so that a canvas follows the theme. */

export interface Palette {
  series: string[];
  ink: string;
  muted: string;
  line: string;
  zero: string;
  raised: string;
  font: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    series: [1, 2, 3, 4, 5].map((index) => token(`series-${index}`)),
    ink: token("ink"),
    muted: token("ink-3"),
    line: token("line"),
    zero: token("line-strong"),
    raised: token("raised"),
    font: '"Inter Variable", system-ui, sans-serif',
  };
}
