/** The runs of the fake worker: trained, measured for a study, or made for a lab. Never shipped. */
import {
  type Command,
  type DatasetSummary,
  type EpochAsked,
  type MarkEvent,
  type RunConfig,
  type RunRecord,
  type WeightsPosition,
  type WorkerEvent,
} from '../../workers/protocol.ts';
import {
  fakeBackendsFor,
  fakeEpoch,
  fakeMeasured,
  fakeModel,
  fakeRunTest,
  fakeStep,
} from './fake-answers.ts';
import { fakeEpochInside } from './fake-epoch-inside.ts';
import { FakeFailure, wait } from './fake-failure.ts';
import type { FakeOptions } from './fake-options.ts';
import type { FakeRuns } from './fake-runs.ts';

/** What a run needs of its worker. */
interface Worker {
  options: FakeOptions;
  runs: FakeRuns;
  say: (event: WorkerEvent) => void;
  isAlive: () => boolean;
}

export class FakeTraining {
  /** After each epoch. */
  asked: EpochAsked = { flow: false, text: null };
  /** Of the run that is under way. */
  weights: WeightsPosition | null = null;
  private stopped = false;
  private paused = false;

  constructor(private readonly worker: Worker) {}

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  stop(): void {
    this.stopped = true;
    this.paused = false;
  }

  /** A run of a study: an epoch at each of its paces. */
  async measure({ id, request: { config } }: Extract<Command, { name: 'measure' }>) {
    await this.trainEpochs(id, config);
    return fakeMeasured(config);
  }

  async labRun({ id, request: { config, shuffling } }: Extract<Command, { name: 'lab-run' }>) {
    const message = { code: 'lab-run', shuffling } as const;
    this.worker.say({ type: 'train-event', id, event: { type: 'warning', message } });
    await this.trainEpochs(id, config);
    const { epochs } = config;
    const event = { type: 'end', reason: 'finished', epochs, restoredEpoch: epochs, seconds: 1 } as const;
    this.worker.say({ type: 'train-event', id, event });
    return null;
  }

  private async trainEpochs(id: number, config: RunConfig): Promise<void> {
    const { pace, stepsPerEpoch } = this.worker.options;
    const say = (event: Extract<WorkerEvent, { type: 'train-event' }>['event']) =>
      this.worker.say({ type: 'train-event', id, event });
    const totalSteps = stepsPerEpoch * config.epochs;
    this.stopped = false;
    say({ type: 'phase', phase: 'training' });
    for (let epoch = 1; epoch <= config.epochs;) {
      await wait(pace);
      if (this.stopped) throw new FakeFailure('cancelled');
      if (this.paused) continue;
      say({ type: 'steps', steps: [fakeStep(config, epoch * stepsPerEpoch, totalSteps)] });
      say(fakeEpoch(config, epoch));
      say(fakeEpochInside(config, epoch++, this.asked));
    }
  }

  async train(
    { id, request: { config, source, resume } }: Extract<Command, { name: 'train' }>,
    summary: DatasetSummary,
    dataName: string,
  ) {
    const { pace, stepsPerEpoch, trouble = [] } = this.worker.options;
    const { runs } = this.worker;
    const totalSteps = stepsPerEpoch * config.epochs;
    const say = (event: Extract<WorkerEvent, { type: 'train-event' }>['event']) =>
      this.worker.say({ type: 'train-event', id, event });
    const runId = resume ?? runs.begin(config, source, summary);
    const keep = (change: Partial<RunRecord>) => runs.change(runId, { ...change, updated: Date.now() });
    this.worker.say({ type: 'run', id, runId });
    this.stopped = false;
    if (config.embeddingStart === 'learned' && !resume) {
      say({ type: 'phase', phase: 'learning-vectors', progress: { share: 0.256, secondsLeft: 30 } });
      await wait(pace);
    }
    say({ type: 'phase', phase: 'preparing' });
    say({ type: 'backend', report: fakeBackendsFor(config.backend) });
    let step = resume ? runs.get(runId).stepsDone : 0;
    if (resume) say(resumedMark(step, stepsPerEpoch));
    say({ type: 'phase', phase: 'training' });
    while (step < totalSteps && !this.stopped && this.worker.isAlive()) {
      this.weights = { epoch: Math.ceil(step / stepsPerEpoch), step };
      await wait(pace);
      if (this.paused || step >= (this.worker.options.holdAt ?? Number.POSITIVE_INFINITY)) continue;
      if (trouble.length > 0 && step >= trouble[0].step)
        throw new FakeFailure(trouble.shift()?.code ?? 'internal');
      const until = Math.min(nextMultiple(step, stepsPerEpoch), step + 15);
      const steps = Array.from({ length: until - step }, (_, i) =>
        fakeStep(config, step + i + 1, totalSteps),
      );
      say({ type: 'steps', steps });
      step = until;
      if (step % stepsPerEpoch !== 0) continue;
      const epoch = fakeEpoch(config, step / stepsPerEpoch);
      say(epoch);
      say(fakeEpochInside(config, epoch.epoch, this.asked));
      keep({ epochs: [...runs.get(runId).epochs, epoch], stepsDone: step, totalSteps, hasState: true });
      if (runs.problem === null) continue;
      this.worker.say({ type: 'saving', id, problem: runs.problem });
      this.worker.say({ type: 'state-copy', id, runId, bytes: new Uint8Array([step]) });
    }
    const epochs = Math.floor(step / stepsPerEpoch);
    const reason = this.stopped ? 'stopped' : 'finished';
    const seconds = step * 0.0077;
    const restoredEpoch = epochs === 0 ? null : Math.max(1, epochs - 2);
    keep({ status: reason, restoredEpoch, hasModel: true, seconds, config, test: fakeRunTest });
    say({ type: 'end', reason, epochs, restoredEpoch, seconds });
    return fakeModel(config, dataName, epochs);
  }
}

const nextMultiple = (value: number, of: number) => (Math.floor(value / of) + 1) * of;

function resumedMark(step: number, stepsPerEpoch: number): MarkEvent {
  const epoch = step / stepsPerEpoch;
  const message = { code: 'resumed', epoch: Math.floor(epoch) + 1, step, cycle: null } as const;
  return { type: 'mark', kind: 'resumed', step, epoch, message };
}
