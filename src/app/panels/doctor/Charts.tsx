import { useId } from 'react';

import type { Baselines, DoctorReport } from '../../../workers/protocol.ts';
import { ClassStrip } from '../../charts/ClassStrip.tsx';
import { CoverageCurve } from '../../charts/CoverageCurve.tsx';
import { LengthHistogram } from '../../charts/LengthHistogram.tsx';
import { doctorWords as words } from '../../i18n/doctor.ts';

interface TopWordsProps {
  tokens: DoctorReport['tokens'];
  words: Baselines['words'];
  classNames: readonly string[];
}

const mostWords = 7;

/** The n-grams with the largest weights in the n-gram baseline, for each class. */
function TopWords({ tokens, words: ofClasses, classNames }: TopWordsProps) {
  const id = useId();
  const most = Math.max(1e-9, ...ofClasses.flat().map(({ weight }) => Math.abs(weight)));
  return (
    <figure className="top-words" aria-describedby={id}>
      <figcaption>{words.topWords(tokens)}</figcaption>
      <div className="top-words-sides">
        {ofClasses.map((telling, of) => (
          <div key={of}>
            <p className="top-words-head" id={`${id}-${of}`} dir="auto">
              {words.topWordsFor(classNames[of])}
            </p>
            <ol aria-labelledby={`${id}-${of}`}>
              {telling.slice(0, mostWords).map(({ word, weight }) => (
                <li key={word} className={of === 0 ? 'top-words-first' : undefined}>
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
  const { classAlong, classNames, tokens, lengths, cut, coverage, baselines } = report;
  const last = classNames.length - 1;
  const along = classAlong.map((shares) => shares[last]);
  return (
    <div className="charts">
      <LengthHistogram
        title={words.lengths(tokens)}
        text={`${words.cut(tokens, cut)} ${words.lengthsText(tokens, lengths)}`}
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
              ? words.coverageAll(tokens, coverage.distinct)
              : words.coverageText(tokens, coverage.chosenSize, coverage.chosenShare)
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
        text={words.alongText(classNames[last], Math.min(...along), Math.max(...along))}
        shares={classAlong}
        first={words.first}
        last={words.last}
      />
      <TopWords tokens={tokens} words={baselines.words} classNames={classNames} />
    </div>
  );
}
