/** Replaces a worker that dies or can't be used any more, and gives the next one what the last one had. */
import { failureKind } from '../../../contract/failures.ts';
import { WorkerFailure, type Client } from '../../../workers/client.ts';
import { t } from '../../i18n/index.ts';
import { sentenceOf } from '../context.ts';
import { isBusy, type AppStore } from '../store.ts';
import { Revival } from './revival.ts';

/** Makes the client; it is handed what to call when a worker dies. */
export type Connect = (onWorkerDeath: (failure: WorkerFailure) => void) => Client;

/** A worker that dies this often within `deathWindow` milliseconds is started again only when something is asked of it. */
const deathLimit = 3;
const deathWindow = 60_000;

export class Supervisor {
  readonly client: Client;
  private readonly revival: Revival;
  /** When workers died (`performance.now()`). */
  private readonly deaths: number[] = [];

  /** @param giveBack gives an empty worker data and network; false when it could not */
  constructor(
    private readonly store: AppStore,
    connect: Connect,
    giveBack: () => Promise<boolean>,
  ) {
    this.revival = new Revival(
      connect((failure) => this.died(failure)),
      giveBack,
    );
    this.client = this.revival.client;
  }

  /** Starts the worker afresh, with what it had, after an error that asks for it. */
  async recoverFrom(error: unknown): Promise<void> {
    if (!(error instanceof WorkerFailure)) return;
    // A worker that died is replaced already; one that only refused is as it was.
    if (!failureKind(error.code).isWorkerSound) await this.freshWorker(false);
  }

  /**
   * Gives a fresh worker what the last one had.
   * @param isDead the last one; else it is ended first
   * @returns false when the fresh one died as well
   */
  async freshWorker(isDead: boolean): Promise<boolean> {
    const before = this.deaths.length;
    // One that died has a successor by now, if somebody asked for anything.
    if (!isDead) {
      this.client.restart();
      this.revival.lost();
    }
    await this.revival.recover();
    return this.deaths.length === before;
  }

  private died(failure: WorkerFailure): void {
    const now = performance.now();
    this.deaths.push(now);
    this.revival.lost();
    // A run that was under way says so itself, and is resumed with a fresh worker.
    if (isBusy(this.store.getState().run)) return;
    const recent = this.deaths.filter((at) => now - at < deathWindow).length;
    if (recent >= deathLimit) {
      this.store.setState({ notice: t.failures.keepsDying });
      return;
    }
    this.store.setState({ notice: sentenceOf(failure) });
    void this.revival.recover();
  }
}
