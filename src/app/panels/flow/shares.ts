/** Gradients by the distance from the end, as shares of that at the last word, on a logarithmic axis. */
import { fields } from '../../../contract/settings.ts';

/** The simplest first: so they are drawn, and so their readings are looked for. */
export const cells = fields.cell.choices.toReversed();

export interface FlowLine {
  key: string;
  name: string;
  /** A cell with gates, a simple RNN, or one before any training. */
  kind: 'gated' | 'simple' | 'untrained';
  /** Earlier epochs are drawn faintly, and have no name in the plot. */
  isLast: boolean;
  /** By words before the end. */
  norms: readonly number[];
}

/** How far down the axis goes at most, in powers of ten. */
const deepest = -8;

export const shareOf = ({ norms }: FlowLine, back: number) => (norms[0] > 0 ? norms[back] / norms[0] : 0);

/** Powers of ten below and above all shares. */
export function powersOf(lines: readonly FlowLine[]): { low: number; high: number } {
  const shares = lines.flatMap((line) => line.norms.map((_, back) => shareOf(line, back)));
  const least = Math.min(...shares.filter((share) => share > 0), 0.1);
  return {
    low: Math.max(deepest, Math.floor(Math.log10(least))),
    high: Math.ceil(Math.log10(Math.max(1, ...shares))),
  };
}

/** Where a power of ten stands, from 0 at the lower edge to 1 at the upper one. */
export const heightOf = (power: number, { low, high }: { low: number; high: number }) =>
  (power - low) / (high - low);

/** Reading goes on to the right, so that the end of the review lies there. In shares of the plot, from its lower left. */
export function pointsOf(line: FlowLine, range: { low: number; high: number }): { x: number; y: number }[] {
  const last = Math.max(1, line.norms.length - 1);
  return line.norms.map((_, back) => {
    const power = Math.max(range.low, Math.log10(Math.max(shareOf(line, back), Number.MIN_VALUE)));
    return { x: 1 - back / last, y: heightOf(power, range) };
  });
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The value at a power of ten: 1, 10⁻², … */
export function nameOfPower(power: number): string {
  if (power === 0) return '1';
  const digits = String(Math.abs(power)).replaceAll(/\d/g, (digit) => superscripts[Number(digit)]);
  return `10${power < 0 ? '⁻' : ''}${digits}`;
}
