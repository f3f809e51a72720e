import { useId } from 'react';

import type { Baselines, DoctorReport } from '../../../workers/protocol.ts';
import { ClassStrip } from '../../charts/ClassStrip.tsx';
import { CoverageCurve } from '../../charts/CoverageCurve.tsx';
import { LengthHistogram } from '../../charts/LengthHistogram.tsx';
import { doctorWords as words } from '../../i18n/doctor.ts';

interface TopWordsProps {
  words: Baselines['words'];
}

const mostWords = 7;

/** The words with the largest weights in the bag-of-words baseline, for each class. */
function TopWords({ words: bothSides }: TopWordsProps) {
  const id = useId();
  const most = Math.max(1e-9, ...bothSides.flat().map(({ weight }) => Math.abs(weight)));
  return (
    <figure className="top-words" aria-describedby={id}>
      <figcaption>{words.topWords}</figcaption>
      <div className="top-words-sides">
        {([0, 1] as const).map((of) => (
          <div key={of}>
            <p className="top-words-head" id={`${id}-${of}`} dir="auto">
              {words.topWordsFor(of)}
            </p>
            <ol aria-labelledby={`${id}-${of}`}>
              {bothSides[of].slice(0, mostWords).map(({ word, weight }) => (
                <li key={word} className={`top-words-${of}`}>
                  <bdi>{word}</bdi>
                  <span style={{ width: `${((Math.abs(weight) / most) * 100).toFixed(1)}%` }} />
                </li>
              ))}
            </ol>
          </div>
        ))}
      </div>
      <p className="help" id={id}>
        {words.topWordsHelp}
      </p>
    </figure>
  );
}

/** The data in four charts. */
export function Charts({ report }: { report: DoctorReport }) {
  const { classAlong, lengths, cut, coverage, baselines } = report;
  return (
    <div className="charts">
      <LengthHistogram
        title={words.lengths}
        text={`${words.cut(cut.limit, cut.reviews, cut.words)} ${words.lengthsText(lengths.median, lengths.p95, lengths.longest)}`}
        edges={lengths.edges}
        counts={lengths.counts}
        limit={cut.limit}
        limitLabel={words.limit(cut.limit)}
        more={words.more}
      />
      {coverage.sizes.length > 0 && (
        <CoverageCurve
          title={words.coverage}
          text={
            coverage.chosenSize > coverage.distinct
              ? words.coverageAll(coverage.distinct)
              : words.coverageText(coverage.chosenSize, coverage.chosenShare)
          }
          sizes={coverage.sizes}
          shares={coverage.shares}
          chosenSize={coverage.chosenSize}
          chosenShare={coverage.chosenShare}
          chosenLabel={words.chosen(coverage.chosenShare)}
        />
      )}
      <ClassStrip
        title={words.along}
        text={words.alongText(Math.min(...classAlong), Math.max(...classAlong))}
        shares={classAlong}
        first={words.first}
        last={words.last}
      />
      <TopWords words={baselines.words} />
    </div>
  );
}
