/** The backend that computes: chosen, measured for a run, opened and closed. One piece of work may use it at a time. */
import type { BackendReport, ComputeBackend } from '../contract/backends.ts';
import type { Message } from '../contract/messages/message.ts';
import { BackendChooser } from './backends/chooser.ts';
import type { BackendHandle } from './backends/handle.ts';
import { orLost } from './backends/lost.ts';
import { keyOf, type RunConfig } from '../contract/settings.ts';
import type { Dataset } from './data/index.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { MeasuredData } from './preparation.ts';
import { estimateSeconds, measureStep } from './training/calibrate.ts';

export interface BackendServiceOptions {
  /** Told before a backend is tried, and null after it. */
  onTrying?: (name: ComputeBackend | null) => void;
  /** Releases what lies on the backend, before it closes. */
  onClose: () => void;
}

export interface OpenedBackend {
  handle: BackendHandle;
  report: BackendReport;
}

/** Does work with a backend for a model. */
export type Computing = BackendService['computing'];

export class BackendService {
  private readonly chooser: BackendChooser;
  private readonly onClose: () => void;
  private handle: BackendHandle | null = null;
  /** With equal settings a backend is not measured again. */
  private readonly calibrations = new Map<string, BackendReport>();

  constructor({ onTrying, onClose }: BackendServiceOptions) {
    this.chooser = new BackendChooser(onTrying);
    this.onClose = onClose;
  }

  /** The backend that computes, or that was tried last. */
  get name(): ComputeBackend | null {
    return this.handle?.name ?? this.chooser.tried;
  }

  /** `auto` excludes these from now on, each with the reason. */
  exclude(excluded: ReadonlyMap<ComputeBackend, Message>): void {
    this.chooser.exclude(excluded);
  }

  /** Opens one where none is open, without measuring. @throws {BackendError} */
  async ensure({ backend, cell }: RunConfig): Promise<BackendHandle> {
    return (this.handle ??= (await this.chooser.any(backend, cell)).handle);
  }

  /** Opens a fresh one without measuring. @throws {BackendError} */
  async open({ backend, cell }: RunConfig): Promise<BackendReport> {
    this.close();
    const { handle, report } = await this.chooser.choose(backend, null, cell);
    this.handle = handle;
    return report;
  }

  /** A fresh one for each run: the pools of the run before would only hold memory. @throws {BackendError} */
  async openFor(config: RunConfig, dataset: Dataset, measured: MeasuredData): Promise<OpenedBackend> {
    this.close();
    const key = `${dataset.fingerprint} ${keyOf(config, 'step-time')}`;
    const known = this.calibrations.get(key);
    const again = known && (await this.chooser.reopen(known, config.backend, config.cell));
    const measure = (best: number | null) => measureStep(config, measured.data, best);
    const { handle, report } = again ?? (await this.chooser.choose(config.backend, measure, config.cell));
    // Threads that come late make it faster than it was measured.
    if (handle.isProvisional) this.calibrations.delete(key);
    else this.calibrations.set(key, report);
    this.handle = handle;
    return { handle, report: withEstimate(report, config, measured) };
  }

  /** @throws {BackendError} also when the device fails meanwhile: one without memory computes zeros */
  async computing<T>(model: LoadedModel, work: () => Promise<T>): Promise<T> {
    const handle = await this.ensure(model.saved.config);
    return orLost(work(), handle);
  }

  close(): void {
    this.onClose();
    this.handle?.dispose();
    this.handle = null;
  }
}

/** How long the run will last, from the chosen backend's milliseconds a step. */
function withEstimate(report: BackendReport, config: RunConfig, measured: MeasuredData): BackendReport {
  const { millisecondsPerStep = null } = report.candidates.find(({ name }) => name === report.chosen) ?? {};
  const secondsForRun =
    millisecondsPerStep === null
      ? null
      : measured.scale * estimateSeconds(config, measured.data, millisecondsPerStep);
  return { ...report, secondsForRun };
}
