import { useEffect, useMemo, useState } from 'react';

import type { EpochEvent } from '../../../workers/protocol.ts';
import { accuracyAxis, lossAxis, type Axis } from '../../charts/axis.ts';
import { CurveChart } from '../../charts/CurveChart.tsx';
import type { EpochPoint } from '../../charts/EpochMarks.tsx';
import type { Level } from '../../charts/Levels.tsx';
import type { ChartMark } from '../../charts/MarkLines.tsx';
import type { StepPoint, StepSource } from '../../charts/StepLine.tsx';
import { curveWords } from '../../i18n/curves.ts';
import { say, t } from '../../i18n/index.ts';
import * as format from '../../i18n/format.ts';
import type { CurvePoint } from '../../../workers/protocol.ts';
import { useApp, useController, useSettings } from '../../state/react.ts';
import { awaitsColumns, type AppState, type AppStore } from '../../state/store.ts';

const words = t.training;

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
    subscribe: (onChange) => store.subscribe(onChange),
  };
}

const hasCurves = ({ run }: AppState) => run.curve.length > 0 || run.epochs.length > 0;

/** The largest loss and the least accuracy of all that is drawn. */
const mostLoss = ({ run: { curve, epochs } }: AppState) =>
  Math.max(0, ...curve.map(({ loss }) => loss), ...epochs.flatMap((e) => [e.loss, e.validationLoss]));
const leastAccuracy = ({ run: { curve, epochs } }: AppState) =>
  Math.min(
    1,
    ...curve.map(({ accuracy }) => accuracy),
    ...epochs.flatMap((e) => [e.accuracy, e.validationAccuracy]),
  );

/** The value of a moment ago: a chart that follows it is drawn in a task of its own, not with the rest. */
function useLater<T>(value: T, milliseconds: number): T {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return later;
}

interface ChartState {
  steps: StepSource;
  epochs: EpochPoint[];
  previous: { epoch: number; value: number }[];
  marks: ChartMark[];
  totalEpochs: number;
  axis: Axis;
  empty: string | null;
}

/** All that a chart shows. An axis only changes when its end does; its ends are round numbers. */
function useChart(
  value: (point: CurvePoint) => number,
  epochPoint: (event: EpochEvent) => EpochPoint,
  axisOf: (state: AppState) => Axis,
): ChartState {
  const { store } = useController();
  const events = useApp((state) => state.run.epochs);
  const marks = useApp((state) => state.run.marks);
  const before = useApp((state) => state.run.previous);
  const restored = useApp((state) => state.run.end?.restoredEpoch ?? null);
  const running = useApp((state) => state.run.config?.epochs);
  // The settings give the length of the axis until a run does.
  const planned = useSettings().config?.epochs;
  const isEmpty = !useApp(hasCurves);
  const axis = useApp(axisOf);
  const steps = useMemo(() => stepSource(store, value), [store, value]);
  return useMemo(
    () => ({
      steps,
      epochs: events.map(epochPoint),
      previous: (before?.epochs ?? [])
        .map(epochPoint)
        .map(({ epoch, validation }) => ({ epoch, value: validation })),
      marks: [
        ...marks.map(({ epoch, kind }) => ({ epoch, label: curveWords.markKinds[kind] })),
        ...(restored === null ? [] : [{ epoch: restored, label: curveWords.restored }]),
      ],
      totalEpochs: running ?? planned ?? 1,
      axis,
      empty: isEmpty ? words.noCurves : null,
    }),
    [steps, events, before, marks, restored, epochPoint, running, planned, axis, isEmpty],
  );
}

const loss = {
  value: (point: CurvePoint) => point.loss,
  epoch: (e: EpochEvent): EpochPoint => ({ epoch: e.epoch, training: e.loss, validation: e.validationLoss }),
  axis: (state: AppState) => lossAxis(mostLoss(state)),
};
const accuracy = {
  value: (point: CurvePoint) => point.accuracy,
  epoch: (e: EpochEvent): EpochPoint => ({
    epoch: e.epoch,
    training: e.accuracy,
    validation: e.validationAccuracy,
  }),
  axis: (state: AppState) => accuracyAxis(leastAccuracy(state)),
};

/** The marks on the curves in words. */
function Marks() {
  const marks = useApp((state) => state.run.marks);
  if (marks.length === 0) return null;
  return (
    <ul className="marks" aria-label={curveWords.marks}>
      {marks.map(({ epoch, kind, message }, place) => (
        <li key={place}>
          <span className="tag">{curveWords.markAt(curveWords.markKinds[kind], epoch)}</span> {say(message)}
        </li>
      ))}
    </ul>
  );
}

const noLevels: readonly Level[] = [];

/** Of which data the curves are, where it is not the data that is loaded. */
function otherData(state: AppState): string | null {
  const of = state.run.data;
  const loaded = state.data.loaded?.summary;
  if (!of || !loaded || !hasCurves(state) || of.fingerprint === loaded.fingerprint) return null;
  return of.name === loaded.name ? curveWords.ofChangedData(of.name) : curveWords.ofOtherData(of.name);
}

/** What must be known to compare the lines. */
function DataNote() {
  const other = useApp(otherData);
  const isChanged = useApp(({ run: { data, previous } }) =>
    Boolean(previous && previous.data.fingerprint !== data?.fingerprint),
  );
  const note = other ?? (isChanged ? curveWords.previousChanged : '');
  return (
    <p className="curves-note" role="status">
      {note}
    </p>
  );
}

/** The baselines of the data that is loaded; none where the curves are of other data. */
function useLevels(): readonly Level[] {
  const baselines = useApp((state) =>
    otherData(state) === null && !awaitsColumns(state.data) ? (state.doctor.report?.baselines ?? null) : null,
  );
  return useMemo(() => {
    if (!baselines) return noLevels;
    const names = ['bagOfWords', 'majority'] as const;
    return names.map((name) => ({ name, value: baselines[name], label: curveWords.levels[name] }));
  }, [baselines]);
}

/** Loss and accuracy. */
export function Curves() {
  const levels = useLevels();
  const lossChart = useLater(useChart(loss.value, loss.epoch, loss.axis), 0);
  const accuracyChart = useLater(useChart(accuracy.value, accuracy.epoch, accuracy.axis), 50);
  return (
    <>
      <DataNote />
      <div className="curves">
        <CurveChart
          {...lossChart}
          marksAt="top"
          levels={null}
          title={words.lossFigure}
          term="loss"
          help={words.lossHelp}
          write={format.loss}
          writeTick={format.figure}
        />
        <CurveChart
          {...accuracyChart}
          marksAt="bottom"
          levels={levels}
          title={words.accuracyFigure}
          term="accuracy"
          help={words.accuracyHelp}
          write={format.percent}
          writeTick={format.wholePercent}
        />
        <Marks />
      </div>
    </>
  );
}
