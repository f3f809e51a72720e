import type { DoctorReport } from '../../../workers/protocol.ts';
import { ScoreBars, type Score } from '../../charts/ScoreBars.tsx';
import { doctorWords as words } from '../../i18n/doctor.ts';

/** The two baselines. How the network did stands beside its test, on the rows of that test. */
export function Baselines({ report: { baselines, classCounts, classNames } }: { report: DoctorReport }) {
  const larger = classNames[classCounts.indexOf(Math.max(...classCounts))];
  const scores: Score[] = [
    { name: words.majority(larger), term: 'majority', value: baselines.majority },
    { name: words.bagOfWords, term: 'bagOfWords', value: baselines.bagOfWords },
  ];
  return (
    <section className="doctor-baselines">
      <h3>{words.baselines}</h3>
      <ScoreBars label={words.baselines} scores={scores} />
      <p className="help">
        {words.baselineScores(larger, baselines.majority, baselines.bagOfWords)}{' '}
        {words.baselineRows(baselines.testRows)}
      </p>
    </section>
  );
}
