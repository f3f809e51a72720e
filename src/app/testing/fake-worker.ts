/** A worker that makes everything up, so that the page can be worked on and tested alone. Never shipped. */
import type { WorkerLike } from '../../workers/client.ts';
import {
  presetConfig,
  type Command,
  type ExportPart,
  type Progress,
  type WorkerEvent,
} from '../../workers/protocol.ts';
import {
  fakeBackends,
  fakeModel,
  fakePrediction,
  fakeProfile,
  fakeSummary,
  fakeTest,
} from './fake-answers.ts';
import { fakeClassified, fakeColumns } from './fake-classify.ts';
import { fakeCoverage, fakeUnlabelled, fakeVectors } from './fake-vectors.ts';
import { FakeDecisions } from './fake-decisions.ts';
import { FakeFailure, wait } from './fake-failure.ts';
import { insightAnswer, isInsightCommand } from './fake-insight.ts';
import { fakeChosen, fakePreview, fakeReading } from './fake-intake.ts';
import { fakeDataInsight, isDataInsightCommand } from './fake-data-insight.ts';
import { FakeDoctor, isDoctorCommand } from './fake-doctor.ts';
import type { FakeOptions } from './fake-options.ts';
import { FakeRuns, isRunCommand } from './fake-runs.ts';
import { FakeTraining } from './fake-training.ts';

export type { FakeOptions } from './fake-options.ts';

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
  private readonly training: FakeTraining;

  constructor(options: Partial<FakeOptions> = {}) {
    this.options = { pace: 60, stepsPerEpoch: 75, ...options };
    this.doctor = new FakeDoctor(options.doctor);
    this.decisions = new FakeDecisions(options.classNames);
    this.runs = options.runs ?? new FakeRuns();
    this.training = new FakeTraining({
      options: this.options,
      runs: this.runs,
      say: (event) => this.say(event),
      isAlive: () => this.isAlive,
    });
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
    const prediction = fakePrediction(text, this.training.weights);
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
    const { training } = this;
    const done = () => (training.weights = null);
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
        return training.train(command, this.summary, this.dataName).finally(done);
      case 'measure':
        return training.measure(command).finally(done);
      case 'step-rate':
        return { stepsPerSecond: this.options.stepRate?.(command.request.threads) ?? 20 };
      case 'lab-run':
        return training.labRun(command).finally(done);
      case 'watch-epochs':
        training.asked = command.request;
        return null;
      case 'pause':
        training.pause();
        return null;
      case 'resume':
        training.resume();
        return null;
      case 'stop':
        training.stop();
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
}
