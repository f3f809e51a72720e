import { useDeferredValue, useMemo } from 'react';

import { CurveChart, type EpochPoint } from '../../charts/CurveChart.tsx';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import { useApp } from '../../state/react.ts';

const words = t.training;

/** Loss and accuracy, fed from the store a few times a second. */
export function Curves() {
  // The buttons and figures come first; a curve may be drawn a moment later.
  const curve = useDeferredValue(useApp((state) => state.run.curve));
  const epochs = useDeferredValue(useApp((state) => state.run.epochs));
  const total = useApp((state) => state.run.config?.epochs ?? 1);

  const loss = useMemo(
    () => ({
      steps: curve.map(({ epoch, loss: value }) => ({ epoch, step: value })),
      epochs: epochs.map(({ epoch, loss: training, validationLoss }): EpochPoint => ({
        epoch,
        training,
        validation: validationLoss,
      })),
    }),
    [curve, epochs],
  );
  const accuracy = useMemo(
    () => ({
      steps: curve.map(({ epoch, accuracy: value }) => ({ epoch, step: value })),
      epochs: epochs.map(({ epoch, accuracy: training, validationAccuracy }): EpochPoint => ({
        epoch,
        training,
        validation: validationAccuracy,
      })),
    }),
    [curve, epochs],
  );

  return (
    <div className="curves">
      <CurveChart
        title={words.lossFigure}
        help={words.lossHelp}
        totalEpochs={total}
        {...loss}
        write={format.loss}
        writeTick={format.figure}
        range={[0, 'auto']}
      />
      <CurveChart
        title={words.accuracyFigure}
        help={words.accuracyHelp}
        totalEpochs={total}
        {...accuracy}
        write={format.percent}
        writeTick={(value) => `${Math.round(value * 100)}%`}
        range={['auto', 1]}
      />
    </div>
  );
}
