import type { DoctorReport } from '../../../workers/protocol.ts';
import { ScoreBars, type Score } from '../../charts/ScoreBars.tsx';
import { doctorWords as words } from '../../i18n/en-doctor.ts';
import * as format from '../../i18n/format.ts';
import { sameDataFields } from '../../state/doctor-actions.ts';
import { draftOf } from '../../state/draft.ts';
import { useApp } from '../../state/react.ts';

interface Own {
  accuracy: number;
  /** It was trained on other rows, or on another split of them. */
  isOld: boolean;
}

/** The test accuracy of the network that was trained here on this data; null while there is none. */
function useOwn(): Own | null {
  const { report, on } = useApp((state) => state.test);
  const held = useApp((state) => state.model.held);
  const summary = useApp((state) => state.data.loaded?.summary);
  const draft = useApp((state) => state.draft);
  const trainedOn = useApp((state) => state.doctor.trainedOn);
  if (!report || !summary || on !== summary.name || held?.origin !== 'trained') return null;
  const isSame = trainedOn === summary.fingerprint && sameDataFields(draftOf(held.config), draft);
  return { accuracy: report.accuracy, isOld: !isSame };
}

/** @param gap in accuracy, the network's less the word count's */
function verdict(gap: number): string {
  const points = format.figure(Math.abs(Math.round(gap * 1_000) / 10));
  if (Math.abs(gap) < 0.0005) return words.even;
  return gap > 0 ? words.won(points) : words.lost(points);
}

/** The two simple answers that the network has to beat, and how it did. */
export function Beat({ report: { baselines, classCounts } }: { report: DoctorReport }) {
  const own = useOwn();
  const larger = classCounts[1] > classCounts[0] ? 1 : 0;
  const scores: Score[] = [
    { name: words.majority(larger), value: baselines.majority },
    { name: words.bagOfWords, value: baselines.bagOfWords },
  ];
  if (own)
    scores.push({ name: own.isOld ? words.networkOld : words.network, value: own.accuracy, isOwn: true });
  return (
    <section className="beat">
      <h3>{words.beat}</h3>
      <ScoreBars label={words.beat} scores={scores} />
      <p className="help">
        {own && !own.isOld
          ? verdict(own.accuracy - baselines.bagOfWords)
          : words.beatSentence(larger, baselines.majority, baselines.bagOfWords)}{' '}
        {words.beatTest(baselines.testRows)}
      </p>
    </section>
  );
}
