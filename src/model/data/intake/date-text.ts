/** A day in words, without the time when it is midnight: `2024-01-31`, `2024-01-31 12:30:00`. Nothing for no day. */
export function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/( 00:00:00)?\.\d+Z$/, '');
}
