/** Saves one run while it trains: what it said, its checkpoints, and at the end its network. */
import type { Message } from '../contract/messages/message.ts';
import { createCurve, encodeState, type ServiceEvent, type TrainingState } from '../model/index.ts';
import type { EndEvent, MarkEvent, RunRecord, StepEvent } from './protocol.ts';
import type { RunParts } from './run-store.ts';
import type { SavedRuns } from './saved-runs.ts';

/** What is told to the page on the way. */
export interface RunListener {
  /** Why the run is not saved on the device; null: it is again. Told when it changes. */
  onProblem(problem: Message | null): void;
  /** A state that could not be saved on the device. */
  onStateCopy(runId: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** It is in the list of runs for the first time, or with its network. */
  onListed?(): void;
}

export class RunWriter {
  private record: RunRecord;
  private readonly curve;
  private end: EndEvent | null = null;
  private saving: Promise<void> | null = null;
  private waiting: { record: RunRecord; parts: RunParts } | null = null;
  private problem: Message | null = null;
  private isListed = false;
  /** What computed the run before it was resumed; null for a new one. */
  private readonly backendBefore: string | null;

  constructor(
    record: RunRecord,
    private readonly saved: SavedRuns,
    private readonly listener: RunListener,
  ) {
    this.record = record;
    this.backendBefore = record.backend;
    this.curve = createCurve(undefined, record.curve, stepsPerEpochOf(record));
    // A record may know of steps after its last state, which are lost.
    this.curve.cutAfter(record.stepsDone);
  }

  get id(): string {
    return this.record.id;
  }

  /** What follows from an event besides: resuming on another backend is marked, too. */
  besides(event: ServiceEvent): MarkEvent | null {
    const { backend } = this.record;
    if (event.type !== 'mark' || event.kind !== 'resumed') return null;
    if (backend === null || this.backendBefore === null || backend === this.backendBefore) return null;
    const message = { code: 'other-backend', before: this.backendBefore, now: backend } as const;
    return { ...event, kind: 'backend', message };
  }

  hear(event: ServiceEvent): void {
    switch (event.type) {
      case 'steps':
        return this.hearSteps(event.steps);
      case 'epoch':
        return this.change({ epochs: [...this.record.epochs, event] });
      case 'mark':
        if (event.kind === 'divergence') this.curve.cutAfter(event.step);
        return this.change({
          marks: [...this.record.marks, event],
          epochs: this.record.epochs.filter(({ epoch }) => epoch <= event.epoch),
        });
      case 'backend':
        return this.change({ backend: event.report.chosen });
      case 'state':
        return this.saveState(event.state);
      case 'end':
        this.end = event;
        return;
      case 'phase':
      case 'warning':
      case 'inside':
        return;
      default:
        event satisfies never;
    }
  }

  /** Saves the network that training left, once every state is written. */
  async finish(model: Uint8Array): Promise<void> {
    const { reason = 'finished', seconds = this.record.seconds, restoredEpoch = null } = this.end ?? {};
    // A test of the network before this one says nothing of it.
    this.change({ status: reason, seconds, restoredEpoch, test: null, hasModel: true });
    this.change({ bytes: this.record.bytes + model.length });
    this.save({ model });
    while (this.saving) await this.saving;
  }

  private hearSteps(steps: readonly StepEvent[]): void {
    this.curve.add(steps);
    const last = steps.at(-1);
    if (last) this.change({ stepsDone: last.step, totalSteps: last.totalSteps });
  }

  private change(change: Partial<RunRecord>): void {
    this.record = { ...this.record, ...change, updated: Date.now() };
  }

  private saveState(state: TrainingState): void {
    const { id, name, started, source, dataset } = this.record;
    const bytes = encodeState(state, { id, name, started, source, dataset });
    this.change({
      seconds: state.seconds,
      curve: this.curve.points(stepsPerEpochOf(this.record)),
      hasState: true,
      bytes: bytes.length,
    });
    this.save({ state: bytes });
  }

  /** One writing at a time; of those that wait only the newest is written. */
  private save(parts: RunParts): void {
    this.waiting = { record: this.record, parts: { ...this.waiting?.parts, ...parts } };
    this.saving ??= this.write().finally(() => (this.saving = null));
  }

  private async write(): Promise<void> {
    while (this.waiting) {
      const { record, parts } = this.waiting;
      this.waiting = null;
      this.tell(await this.saved.save(record, parts), parts);
      if (!this.isListed || parts.model) this.listener.onListed?.();
      this.isListed = true;
    }
  }

  private tell(problem: Message | null, { state }: RunParts): void {
    if (problem !== this.problem) this.listener.onProblem(problem);
    this.problem = problem;
    if (problem !== null && state) this.listener.onStateCopy(this.record.id, new Uint8Array(state));
  }
}

/** What a state says of its run; a record may know of later steps, which are lost. */
export function figuresOf(state: TrainingState): Pick<RunRecord, 'epochs' | 'stepsDone' | 'seconds'> {
  return { epochs: state.history, stepsDone: state.step, seconds: state.seconds };
}

export function stepsPerEpochOf({ totalSteps, config }: RunRecord): number {
  return totalSteps > 0 ? totalSteps / config.epochs : 1;
}
