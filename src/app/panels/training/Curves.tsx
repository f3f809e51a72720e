import { useDeferredValue, useMemo } from 'react';

import { accuracyAxis, lossAxis } from '../../charts/axis.ts';
import { CurveChart, type EpochPoint } from '../../charts/CurveChart.tsx';
import type { StepPoint, StepSource } from '../../charts/StepLine.tsx';
import { t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import type { CurvePoint } from '../../state/curve.ts';
import { useApp, useSession, useSettings } from '../../state/react.ts';
import type { AppState, AppStore } from '../../state/store.ts';

const words = t.training;
const wholePercent = (value: number) => `${Math.round(value * 100)}%`;

function stepSource(store: AppStore, value: (point: CurvePoint) => number): StepSource {
  let read: readonly CurvePoint[] | null = null;
  let points: StepPoint[] = [];
  return {
    read() {
      const { curve } = store.getState().run;
      if (curve !== read) {
        read = curve;
        points = curve.map((point) => ({ epoch: point.epoch, value: value(point) }));
      }
      return points;
    },
    subscribe: store.subscribe,
  };
}

/** The largest loss and the least accuracy of all that is drawn. */
const mostLoss = ({ run: { curve, epochs } }: AppState) =>
  Math.max(0, ...curve.map(({ loss }) => loss), ...epochs.flatMap((e) => [e.loss, e.validationLoss]));
const leastAccuracy = ({ run: { curve, epochs } }: AppState) =>
  Math.min(
    1,
    ...curve.map(({ accuracy }) => accuracy),
    ...epochs.flatMap((e) => [e.accuracy, e.validationAccuracy]),
  );

/** An axis only changes when its end does; its ends are round numbers. */
function useAxes() {
  const top = useApp((state) => lossAxis(mostLoss(state)).domain[1]);
  const bottom = useApp((state) => accuracyAxis(leastAccuracy(state)).domain[0]);
  return useMemo(() => ({ loss: lossAxis(top), accuracy: accuracyAxis(bottom) }), [top, bottom]);
}

/** Loss and accuracy. The settings give the length of the axis until a run does. */
export function Curves() {
  const { store } = useSession();
  const epochs = useApp((state) => state.run.epochs);
  const running = useApp((state) => state.run.config?.epochs);
  const planned = useDeferredValue(useSettings().config?.epochs);
  const isEmpty = useApp((state) => state.run.curve.length === 0 && state.run.epochs.length === 0);
  const axes = useAxes();

  const steps = useMemo(
    () => ({
      loss: stepSource(store, (point) => point.loss),
      accuracy: stepSource(store, (point) => point.accuracy),
    }),
    [store],
  );
  const points = useMemo(
    () => ({
      loss: epochs.map((e): EpochPoint => ({
        epoch: e.epoch,
        training: e.loss,
        validation: e.validationLoss,
      })),
      accuracy: epochs.map((e): EpochPoint => ({
        epoch: e.epoch,
        training: e.accuracy,
        validation: e.validationAccuracy,
      })),
    }),
    [epochs],
  );

  const shared = { totalEpochs: running ?? planned ?? 1, empty: isEmpty ? words.noCurves : null };
  return (
    <div className="curves">
      <CurveChart
        {...shared}
        title={words.lossFigure}
        help={words.lossHelp}
        steps={steps.loss}
        epochs={points.loss}
        axis={axes.loss}
        write={format.loss}
        writeTick={format.figure}
      />
      <CurveChart
        {...shared}
        title={words.accuracyFigure}
        help={words.accuracyHelp}
        steps={steps.accuracy}
        epochs={points.accuracy}
        axis={axes.accuracy}
        write={format.percent}
        writeTick={wholePercent}
      />
    </div>
  );
}
