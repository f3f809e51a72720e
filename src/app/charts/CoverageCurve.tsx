import * as format from '../i18n/format.ts';
import { placeOnLog } from './places.ts';
import { LineMark, Plot } from './Plot.tsx';

export interface CoverageCurveProps {
  title: string;
  text: string;
  /** Words in a vocabulary, ascending, with the share of the text that they cover. */
  sizes: readonly number[];
  shares: readonly number[];
  chosenSize: number;
  chosenShare: number;
  chosenLabel: string;
}

const yTicks = [
  { at: 0, label: '0%' },
  { at: 0.5, label: '50%' },
  { at: 1, label: '100%' },
];

const short = (size: number) => (size < 1_000 ? format.count(size) : `${format.figure(size / 1_000)}k`);

/** What share of the text a vocabulary of each size knows. The axis of sizes is logarithmic. */
export function CoverageCurve(props: CoverageCurveProps) {
  const { title, text, sizes, shares, chosenSize, chosenShare, chosenLabel } = props;
  const points = sizes.map((size, i) => [100 * placeOnLog(size, sizes), 100 - 100 * shares[i]]);
  const line = points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join('L');
  const ticks = sizes
    .filter((size, i) => i === 0 || i === sizes.length - 1 || /^10*$/.test(String(size)))
    .map((size) => ({ at: placeOnLog(size, sizes), label: short(size) }))
    // The last one needs room for itself.
    .filter(({ at }, i, all) => i === all.length - 1 || at < 0.78);
  return (
    <Plot
      title={title}
      text={text}
      yTicks={yTicks}
      xTicks={ticks}
      marks={<LineMark at={placeOnLog(chosenSize, sizes)} height={chosenShare} label={chosenLabel} />}
    >
      <path className="plot-under" d={`M0 100L${line}L100 100Z`} />
      <path className="plot-line" d={`M${line}`} />
    </Plot>
  );
}
