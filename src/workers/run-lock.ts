/** Keeps two tabs from training the same run, and tells each of them what the others do with runs. */
import { InputError } from '../model/index.ts';
import { sharedLocks, type Locks } from '../platform.ts';

const prefix = 'forget-gate-run-';
const channelName = 'forget-gate-runs';

/** A worker that was ended lets go of its lock a moment later. */
const mostMilliseconds = 3_000;

const refusal = { code: 'run-in-another-tab' } as const;

export interface RunLocksOptions {
  /** Null: there are no other tabs, as in Node. */
  locks?: Locks | null;
  /** Where tabs tell each other that runs have changed; null: there are none. */
  channel?: BroadcastChannel | null;
}

export class RunLocks {
  /** Called when another tab has changed runs, or has begun or ended to train one. */
  onChange: () => void = () => undefined;
  private readonly own = new Set<string>();
  private readonly locks: Locks | null;
  private readonly channel: BroadcastChannel | null;
  /** Runs whose end in another tab is waited for. */
  private readonly watched = new Set<string>();

  constructor({ locks = sharedLocks(), channel = new BroadcastChannel(channelName) }: RunLocksOptions = {}) {
    this.locks = locks;
    this.channel = channel;
    channel?.addEventListener('message', () => this.onChange());
    if (locks?.onLateAnswer) locks.onLateAnswer = () => this.onChange();
  }

  /** Tells the other tabs that runs were saved, renamed, tested or deleted, or have begun or ended. */
  announce(): void {
    this.channel?.postMessage('changed');
  }

  /**
   * Does the work while this worker alone holds the run. Without other tabs it does it all the same.
   * @throws {InputError} when another tab holds it
   */
  async hold<T>(runId: string, work: () => Promise<T>): Promise<T> {
    if (!this.locks) return work();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), mostMilliseconds);
    let hasBegun = false;
    try {
      return await this.locks.request(prefix + runId, { signal: late.signal }, () => {
        hasBegun = true;
        clearTimeout(timer);
        return this.working(runId, work);
      });
    } catch (error) {
      if (hasBegun) throw error;
      throw new InputError(refusal, { cause: error });
    } finally {
      clearTimeout(timer);
      this.announce();
    }
  }

  /** The runs that other tabs of this browser are training. Each one that ends later is told by `onChange`. */
  async heldElsewhere(): Promise<string[]> {
    const { locks } = this;
    const state = await locks?.query().catch(() => null);
    const ids = (state?.held ?? [])
      // Who only waits for its end holds it together with others, for a moment.
      .filter(({ name, mode }) => name?.startsWith(prefix) && mode !== 'shared')
      .map(({ name = '' }) => name.slice(prefix.length))
      .filter((id) => !this.own.has(id));
    if (locks) for (const id of ids) void this.watchEnd(locks, id);
    return ids;
  }

  /** @throws {InputError} when another tab trains the run */
  async refuseElsewhere(runId: string): Promise<void> {
    if ((await this.heldElsewhere()).includes(runId)) throw new InputError(refusal);
  }

  private async working<T>(runId: string, work: () => Promise<T>): Promise<T> {
    this.own.add(runId);
    this.announce();
    try {
      return await work();
    } finally {
      this.own.delete(runId);
    }
  }

  /** Also a tab that crashes lets go of its locks. */
  private async watchEnd(locks: Locks, id: string): Promise<void> {
    if (this.watched.has(id)) return;
    this.watched.add(id);
    const { signal } = new AbortController();
    await locks
      .request(prefix + id, { signal, mode: 'shared' }, () => Promise.resolve())
      .catch(() => undefined);
    this.watched.delete(id);
    this.onChange();
  }
}
