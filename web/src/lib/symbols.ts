/** Symbols as a person types them: any case, with commas, semicolons or spaces between, each once. */
export function symbolsOf(text: string): string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;]+/).filter((symbol) => symbol !== ""))];
}
