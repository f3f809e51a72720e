/** A worker that makes everything up, so that the page can be worked on and tested alone. Never shipped. */
import type { Message } from '../../contract/messages/message.ts';
import type { WorkerLike } from '../../workers/client.ts';
import {
  presetConfig,
  type Command,
  type EpochAsked,
  type ExportPart,
  type FailureCode,
  type MarkEvent,
  type Progress,
  type RunConfig,
  type RunRecord,
  type WeightsPosition,
  type WorkerEvent,
} from '../../workers/protocol.ts';
import {
  fakeBackends,
  fakeBackendsFor,
  fakeEpoch,
  fakeMeasured,
  fakeModel,
  fakePrediction,
  fakeProfile,
  fakeRunTest,
  fakeStep,
  fakeSummary,
  fakeTest,
} from './fake-answers.ts';
import { fakeClassified, fakeColumns } from './fake-classify.ts';
import { fakeCoverage, fakeUnlabelled, fakeVectors } from './fake-vectors.ts';
import { FakeDecisions } from './fake-decisions.ts';
import { fakeEpochInside } from './fake-epoch-inside.ts';
import { insightAnswer, isInsightCommand } from './fake-insight.ts';
import { fakeChosen, fakePreview, fakeReading } from './fake-intake.ts';
import { fakeDataInsight, isDataInsightCommand } from './fake-data-insight.ts';
import { FakeDoctor, isDoctorCommand, type FakeDoctorOptions } from './fake-doctor.ts';
import { FakeRuns, isRunCommand } from './fake-runs.ts';

export interface FakeOptions {
  /** Milliseconds between two groups of steps. */
  pace: number;
  stepsPerEpoch: number;
  /** Answers these commands with a failure. */
  fail?: Partial<
    Record<Command['name'], { code: 'bad-input' | 'no-backend' | 'out-of-memory'; told: Message }>
  >;
  /** Training waits after so many steps, until `release`. */
  holdAt?: number;
  /** What is saved on the device; workers that come after one another share it. */
  runs?: FakeRuns;
  /** Training fails at these steps, each once, whichever worker comes to it. */
  trouble?: { step: number; code: FailureCode }[];
  /** Files take twenty times this to read, in milliseconds, and say how far they are; absent: at once. */
  readingPace?: number;
  doctor?: FakeDoctorOptions;
  /** Milliseconds for each tenth of a check of the data; without it, that says nothing and ends at once. */
  checkPace?: number;
  /** Milliseconds for each tenth of what is measured of the network. */
  measurePace?: number;
  /** Milliseconds for each tenth of a file that is classified. */
  classifyPace?: number;
  /** The classes that the curves of decisions are about; two of them when absent. */
  classNames?: readonly string[];
  /** Milliseconds that packing a part of a network's zip takes, but for the smallest zip. */
  packPace?: number;
}

class FakeFailure extends Error {
  readonly code: FailureCode;
  constructor(
    code: FailureCode,
    readonly told?: Message,
  ) {
    super(`Made-up failure: ${code}.`);
    this.code = code;
  }
}

type Answer = Extract<WorkerEvent, { type: 'answer' }>['response'];

export class FakeWorker implements WorkerLike {
  readonly received: Command[] = [];
  private readonly options: FakeOptions;
  private listeners: ((event: MessageEvent<WorkerEvent>) => void)[] = [];
  private errorListeners: ((event: ErrorEvent) => void)[] = [];
  private readonly heartbeat: ReturnType<typeof setInterval>;
  private isAlive = true;
  private dataName = '';
  private readonly doctor: FakeDoctor;
  private readonly runs: FakeRuns;
  private readonly decisions: FakeDecisions;
  private summary = fakeSummary('', 0);
  private readonly cancelled = new Set<number>();
  private stopped = false;
  private paused = false;
  /** After each epoch. */
  private asked: EpochAsked = { flow: false, text: null };
  /** Of the run that is under way. */
  private weights: WeightsPosition | null = null;

  constructor(options: Partial<FakeOptions> = {}) {
    this.options = { pace: 60, stepsPerEpoch: 75, ...options };
    this.doctor = new FakeDoctor(options.doctor);
    this.decisions = new FakeDecisions(options.classNames);
    this.runs = options.runs ?? new FakeRuns();
    this.heartbeat = setInterval(() => this.say({ type: 'heartbeat' }), 1_000);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    if (type === 'message') this.listeners.push(listener as (event: MessageEvent<WorkerEvent>) => void);
    if (type === 'error') this.errorListeners.push(listener as (event: ErrorEvent) => void);
  }

  postMessage(message: Command): void {
    this.received.push(message);
    void this.handle(message);
  }

  terminate(): void {
    this.isAlive = false;
    clearInterval(this.heartbeat);
  }

  /** Training waits after so many steps from now on. */
  holdAt(step: number): void {
    this.options.holdAt = step;
  }

  /** Training that waits at `holdAt` continues. */
  release(): void {
    this.options.holdAt = undefined;
  }

  /** Files take this `readingPace` from now on. */
  slowDown(readingPace: number | undefined): void {
    this.options.readingPace = readingPace;
  }

  /** Says something of its own accord. */
  tell(event: WorkerEvent): void {
    this.say(event);
  }

  /** Throws where nothing catches it. */
  breakDown(message: string): void {
    for (const listener of this.errorListeners) listener(new ErrorEvent('error', { message }));
  }

  private say(data: WorkerEvent): void {
    if (!this.isAlive) return;
    for (const listener of this.listeners) listener(new MessageEvent('message', { data }));
  }

  private async handle(command: Command): Promise<void> {
    await wait(this.options.pace / 4);
    const failure = this.options.fail?.[command.name];
    if (failure) {
      this.say({ type: 'failure', id: command.id, ...failure });
      return;
    }
    const response = await this.answer(command).catch((error: unknown) => error as FakeFailure);
    if (response instanceof FakeFailure) {
      const { code, message, told = { code: 'failed', detail: message } } = response;
      if (code === 'worker-died') this.breakDown(message);
      else this.say({ type: 'failure', id: command.id, code, told });
      return;
    }
    if (this.cancelled.has(command.id))
      this.say({ type: 'failure', id: command.id, code: 'cancelled', told: { code: 'cancelled' } });
    else this.say({ type: 'answer', id: command.id, response });
  }

  private async open({ id, request: { files, encoding } }: Extract<Command, { name: 'open-files' }>) {
    const { readingPace } = this.options;
    const preview = fakePreview(files, encoding);
    if (readingPace !== undefined) {
      const isCancelled = () => this.cancelled.has(id);
      const say = (progress: Progress) => this.say({ type: 'progress', id, progress });
      if (!(await fakeReading(readingPace, isCancelled, say))) return preview;
    }
    this.dataName = preview.fileName;
    return preview;
  }

  /** Takes ten times `classifyPace`, in milliseconds. */
  private async classify({ id, request }: Extract<Command, { name: 'classify-files' }>) {
    const { classifyPace = 0 } = this.options;
    const columns = fakeColumns(request.files, request.choice, request.encoding);
    this.say({ type: 'columns', id, columns });
    for (let done = 0; done < 10 && !this.cancelled.has(id); done++) {
      const rows = Math.round((columns.rows * done) / 10);
      this.say({ type: 'progress', id, progress: { phase: 'classifying', share: done / 10, rows } });
      await wait(classifyPace);
    }
    return fakeClassified(columns);
  }

  private predict(text: string) {
    const prediction = fakePrediction(text, this.weights);
    if (prediction.tokens.length === 0) throw new FakeFailure('bad-input', { code: 'no-words' });
    return prediction;
  }

  private async pack(parts: readonly ExportPart[] = ['tfjs']) {
    const isSmall = parts.every((part) => part === 'tfjs');
    await wait(isSmall ? 0 : parts.length * (this.options.packPace ?? 0));
    const bytes = new Uint8Array(420_000 * parts.length);
    bytes.set([80, 75, 5, 6]);
    return { fileName: 'forget-gate-model.zip', bytes };
  }

  private async check(id: number, pace = this.options.checkPace): Promise<void> {
    for (let done = 1; pace !== undefined && done <= 10 && !this.cancelled.has(id); done++) {
      const rows = Math.round((this.summary.rowsUsed * done) / 10);
      this.say({ type: 'progress', id, progress: { phase: 'examining', share: done / 10, rows } });
      await wait(pace);
    }
  }

  private async answer(command: Command): Promise<Answer> {
    if (isDoctorCommand(command)) {
      if (command.name === 'examine' || command.name === 'find-label-errors') await this.check(command.id);
      return this.doctor.answer(command, this.summary);
    }
    if (isRunCommand(command)) return this.runs.answer(command);
    if (isDataInsightCommand(command)) return fakeDataInsight(command);
    if (isInsightCommand(command)) {
      if (command.name.startsWith('measure-')) await this.check(command.id, this.options.measurePace);
      return insightAnswer(command);
    }
    switch (command.name) {
      case 'load-sample':
        this.dataName = command.request.sample.id;
        return (this.summary = fakeSummary(this.dataName, command.request.sample.rows));
      case 'open-files':
        return this.open(command);
      case 'choose-columns':
        return (this.summary = fakeChosen(this.dataName, command.request.choice));
      case 'load-vectors':
        return fakeVectors(command.request);
      case 'load-unlabelled':
        return fakeUnlabelled(command.request);
      case 'vector-coverage':
        return command.request.config.embeddingStart === 'random' ? null : fakeCoverage;
      case 'cancel':
        this.cancelled.add(command.request.id);
        return null;
      case 'exclude-backends':
        return null;
      case 'probe-backends':
        return fakeBackends;
      case 'profile':
        return fakeProfile;
      case 'train':
        return this.train(command).finally(() => (this.weights = null));
      case 'measure':
        return this.measure(command).finally(() => (this.weights = null));
      case 'lab-run':
        return this.labRun(command).finally(() => (this.weights = null));
      case 'watch-epochs':
        this.asked = command.request;
        return null;
      case 'pause':
        this.paused = true;
        return null;
      case 'resume':
        this.paused = false;
        return null;
      case 'stop':
        this.stopped = true;
        this.paused = false;
        return null;
      case 'test':
        return fakeTest;
      case 'decisions':
        return this.decisions.report(command.request.shown);
      case 'weigh':
        return this.decisions.weigh(command.request.asked);
      case 'decide':
        return this.decisions.decide(command.request.decision);
      case 'predict':
        return this.predict(command.request.text);
      case 'classify-files':
        return this.classify(command);
      case 'export-model':
        return this.pack(command.request.parts);
      case 'import-model': {
        const config = presetConfig('article');
        return { summary: { ...fakeModel(config, 'uci-sentences', 20), test: fakeTest }, config };
      }
    }
  }

  /** A run of a study: an epoch at each of its paces. */
  private async measure({ id, request: { config } }: Extract<Command, { name: 'measure' }>) {
    await this.trainEpochs(id, config);
    return fakeMeasured(config);
  }

  private async labRun({ id, request: { config, shuffling } }: Extract<Command, { name: 'lab-run' }>) {
    const message = { code: 'lab-run', shuffling } as const;
    this.say({ type: 'train-event', id, event: { type: 'warning', message } });
    await this.trainEpochs(id, config);
    const { epochs } = config;
    const event = { type: 'end', reason: 'finished', epochs, restoredEpoch: epochs, seconds: 1 } as const;
    this.say({ type: 'train-event', id, event });
    return null;
  }

  private async trainEpochs(id: number, config: RunConfig): Promise<void> {
    const { pace, stepsPerEpoch } = this.options;
    const say = (event: Extract<WorkerEvent, { type: 'train-event' }>['event']) =>
      this.say({ type: 'train-event', id, event });
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

  private async train({ id, request: { config, source, resume } }: Extract<Command, { name: 'train' }>) {
    const { pace, stepsPerEpoch, trouble = [] } = this.options;
    const { runs } = this;
    const totalSteps = stepsPerEpoch * config.epochs;
    const say = (event: Extract<WorkerEvent, { type: 'train-event' }>['event']) =>
      this.say({ type: 'train-event', id, event });
    const runId = resume ?? runs.begin(config, source, this.summary);
    const keep = (change: Partial<RunRecord>) => runs.change(runId, { ...change, updated: Date.now() });
    this.say({ type: 'run', id, runId });
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
    while (step < totalSteps && !this.stopped && this.isAlive) {
      this.weights = { epoch: Math.ceil(step / stepsPerEpoch), step };
      await wait(pace);
      if (this.paused || step >= (this.options.holdAt ?? Number.POSITIVE_INFINITY)) continue;
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
      this.say({ type: 'saving', id, problem: runs.problem });
      this.say({ type: 'state-copy', id, runId, bytes: new Uint8Array([step]) });
    }
    const epochs = Math.floor(step / stepsPerEpoch);
    const reason = this.stopped ? 'stopped' : 'finished';
    const seconds = step * 0.0077;
    const restoredEpoch = epochs === 0 ? null : Math.max(1, epochs - 2);
    keep({ status: reason, restoredEpoch, hasModel: true, seconds, config, test: fakeRunTest });
    say({ type: 'end', reason, epochs, restoredEpoch, seconds });
    return fakeModel(config, this.dataName, epochs);
  }
}

const nextMultiple = (value: number, of: number) => (Math.floor(value / of) + 1) * of;

function resumedMark(step: number, stepsPerEpoch: number): MarkEvent {
  const epoch = step / stepsPerEpoch;
  const message = { code: 'resumed', epoch: Math.floor(epoch) + 1, step, cycle: null } as const;
  return { type: 'mark', kind: 'resumed', step, epoch, message };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
