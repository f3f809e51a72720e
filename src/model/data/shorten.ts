/** Cut to so many UTF-16 units, with an ellipsis, and never inside a character. */
export function shorten(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${text.slice(0, units - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
