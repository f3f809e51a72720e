/** Gathers what training says and writes it to the store a few times a second, not at each message. */
import {
  createCurve,
  type CurvePoint,
  type RunConfig,
  type RunRecord,
  type TrainEvent,
} from '../../../workers/protocol.ts';
import { patch, type AppStore } from '../store.ts';
import { firstFigures, isReturn, withEvent, type RunFigures } from './figures.ts';

/** Milliseconds between two writes: figures change four times a second, curves, which cost more, twice. */
const writeEvery = 250;
const drawEvery = 500;

export class Recorder {
  private figures: RunFigures;
  private readonly curve;
  private readonly stepsPerEpoch: number;
  private points: CurvePoint[];
  private drawn = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;

  /** @param earlier what is known of the run when it is resumed; null: a new one */
  constructor(
    private readonly store: AppStore,
    private readonly config: RunConfig,
    earlier: Pick<RunRecord, 'config' | 'totalSteps' | 'curve' | 'epochs' | 'marks'> | null = null,
  ) {
    this.stepsPerEpoch = earlier?.totalSteps ? earlier.totalSteps / earlier.config.epochs : 1;
    this.curve = createCurve(undefined, earlier?.curve, this.stepsPerEpoch);
    this.figures = firstFigures(earlier ?? {});
    this.points = earlier?.curve ?? [];
  }

  hear(event: TrainEvent): void {
    this.figures = withEvent(this.figures, event);
    if (event.type === 'steps') this.curve.add(event.steps);
    if (isReturn(event)) this.curve.cutAfter(event.step);
    if (event.type === 'backend') patch(this.store, 'backend', { report: event.report, problem: null });
    this.timer ??= setTimeout(() => this.write(false), writeEvery);
  }

  /** Writes what has not been written yet, now. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.write(true);
  }

  private write(isLast: boolean): void {
    this.timer = null;
    const wait = isLast ? 0 : this.drawn + drawEvery - performance.now();
    const { lastStep } = this.figures;
    if (wait <= 0) {
      const perEpoch = lastStep ? lastStep.totalSteps / this.config.epochs : this.stepsPerEpoch;
      this.points = this.curve.points(perEpoch);
      this.drawn = performance.now();
    } else {
      // No later step may come to have these drawn: training may be paused.
      this.timer = setTimeout(() => this.write(false), wait);
    }
    patch(this.store, 'run', { ...this.figures, curve: this.points });
  }
}
