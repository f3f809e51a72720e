/** Numbers as a user reads them. One language for now; the locale is in one place. */
const locale = 'en';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const listing = new Intl.ListFormat(locale, { type: 'conjunction' });

/** 12345 → "12,345" */
export const count = (value: number): string => whole.format(value);

/** 0.8213 → "82.1%" */
export const percent = (share: number): string => `${oneDigit.format(share * 100)}%`;

/** 0.8213 → "82%" */
export const wholePercent = (share: number): string => `${Math.round(100 * share)}%`;

/** A share in points: 0.0312 → "3.1". */
export const points = (share: number): string => (100 * share).toFixed(1);

/** A difference of shares in points, with a true minus: −0.0312 → "−3.1". */
export function inPoints(share: number): string {
  const value = points(share);
  return value === '-0.0' ? '0.0' : value.replace('-', '−');
}

/** A share in tables of the command line, as `toFixed` rounds: 0.8213 → "82.1%". */
export const plainPercent = (share: number): string => `${points(share)}%`;

/** A loss: four decimals, so that columns line up. */
export const loss = (value: number): string => (Number.isFinite(value) ? value.toFixed(4) : '∞');

/** Three significant digits: 0.00123, 17.5, 1,230. */
export const figure = (value: number): string => short.format(value);

/** An end of a range, as short as it can be exact: 0.000001, 50,000. */
const exact = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
export const bound = (value: number): string => exact.format(value);

/** With its sign, a true minus: "+0.52". */
export const signed = (value: number, decimals = 2): string =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
export const list = (items: string[]): string => listing.format(items);

/** Bytes in decimal units, as download pages give them. */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${whole.format(Math.max(1, bytes / 1_000))} kB`;
  if (bytes < 1_000_000_000) return `${short.format(bytes / 1_000_000)} MB`;
  return `${short.format(bytes / 1_000_000_000)} GB`;
}

/** 4.2 → "4.2 s", 75 → "1:15", 4000 → "1:06:40" */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${oneDigit.format(seconds)} s`;
  if (seconds < 60) return `${whole.format(seconds)} s`;
  const rounded = Math.round(seconds);
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  const rest = pad(rounded % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

const date = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Milliseconds since 1970 → "Nov 28, 14:05" in the user's own time zone. */
export const moment = (milliseconds: number): string => date.format(milliseconds);

const relative = new Intl.RelativeTimeFormat(locale);
const units = [
  { unit: 'minute', seconds: 60 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'day', seconds: 86_400 },
] as const;

/** How long ago that was: "12 minutes ago", "just now". */
export function ago(milliseconds: number, now = Date.now()): string {
  const seconds = Math.max(0, (now - milliseconds) / 1_000);
  const fitting = units.findLast((unit) => seconds >= unit.seconds);
  return fitting ? relative.format(-Math.floor(seconds / fitting.seconds), fitting.unit) : 'just now';
}
