/** Gathers what training says and writes it to the store a few times a second, not at each message. */
import { say } from '../../i18n/index.ts';
import {
  createCurve,
  type CurvePoint,
  type EpochEvent,
  type MarkEvent,
  type Phase,
  type RunConfig,
  type RunRecord,
  type StepEvent,
  type TrainEvent,
} from '../../../workers/protocol.ts';
import { patch, type AppStore, type EndEvent } from '../store.ts';

export interface Recorder {
  hear(event: TrainEvent): void;
  /** Writes what has not been written yet, now. */
  flush(): void;
}

/** Milliseconds between two writes: figures change four times a second, curves, which cost more, twice. */
const writeEvery = 250;
const drawEvery = 500;

/** @param earlier what is known of the run when it goes on; null: a new one */
export function createRecorder(
  store: AppStore,
  config: RunConfig,
  earlier: Pick<RunRecord, 'config' | 'totalSteps' | 'curve' | 'epochs' | 'marks'> | null = null,
): Recorder {
  const stepsPerEpoch = earlier?.totalSteps ? earlier.totalSteps / earlier.config.epochs : 1;
  const curve = createCurve(undefined, earlier?.curve, stepsPerEpoch);
  // New arrays only where something was added: what draws them looks at identity.
  let epochs: EpochEvent[] = earlier?.epochs ?? [];
  let warnings: string[] = [];
  let marks: MarkEvent[] = earlier?.marks ?? [];
  let phase: Phase | null = null;
  let lastStep: StepEvent | null = null;
  let end: EndEvent | null = null;
  let points: CurvePoint[] = earlier?.curve ?? [];
  let drawn = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function write(isLast: boolean): void {
    timer = null;
    const wait = isLast ? 0 : drawn + drawEvery - performance.now();
    if (wait <= 0) {
      points = curve.points(lastStep ? lastStep.totalSteps / config.epochs : stepsPerEpoch);
      drawn = performance.now();
    } else {
      // No later step may come to have these drawn: training may be paused.
      timer = setTimeout(() => write(false), wait);
    }
    patch(store, 'run', {
      phase,
      lastStep,
      curve: points,
      epochs,
      warnings,
      marks,
      end,
    });
  }

  /** What came after that place is void. */
  function goBack({ step, epoch }: MarkEvent): void {
    curve.cutAfter(step);
    epochs = epochs.filter((done) => done.epoch <= epoch);
  }

  function take(event: TrainEvent): void {
    switch (event.type) {
      case 'phase':
        phase = event.phase;
        return;
      case 'backend':
        patch(store, 'backend', { report: event.report, problem: null });
        return;
      case 'steps':
        curve.add(event.steps);
        lastStep = event.steps.at(-1) ?? lastStep;
        return;
      case 'epoch':
        epochs = [...epochs, event];
        return;
      case 'warning':
        warnings = [...new Set([...warnings, say(event.message)])];
        return;
      case 'mark':
        marks = [...marks, event];
        if (event.kind !== 'backend') goBack(event);
        return;
      case 'end':
        end = event;
        return;
      default:
        event satisfies never;
    }
  }

  return {
    hear(event) {
      take(event);
      timer ??= setTimeout(() => write(false), writeEvery);
    },
    flush() {
      if (timer !== null) clearTimeout(timer);
      write(true);
    },
  };
}
