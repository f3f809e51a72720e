import type { DoctorReport } from '../../../workers/protocol.ts';
import { ScoreBars, type Score } from '../../charts/ScoreBars.tsx';
import { doctorWords as words } from '../../i18n/doctor.ts';

/** The two baselines that the network has to beat. How it did stands beside its test, on the rows of that test. */
export function Beat({ report: { baselines, classCounts } }: { report: DoctorReport }) {
  const larger = classCounts[1] > classCounts[0] ? 1 : 0;
  const scores: Score[] = [
    { name: words.majority(larger), value: baselines.majority },
    { name: words.bagOfWords, value: baselines.bagOfWords },
  ];
  return (
    <section className="beat">
      <h3>{words.beat}</h3>
      <ScoreBars label={words.beat} scores={scores} />
      <p className="help">
        {words.beatSentence(larger, baselines.majority, baselines.bagOfWords)}{' '}
        {words.beatTest(baselines.testRows)}
      </p>
    </section>
  );
}
