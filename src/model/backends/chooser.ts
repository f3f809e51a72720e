/** Chooses backends for one session: what is excluded, what is tried, and what was chosen before. */
import type { Message } from '../../contract/messages/message.ts';
import type { BackendName, Cell } from '../../contract/settings.ts';
import { BackendError } from '../errors.ts';
import type { BackendReport } from '../../contract/backends.ts';
import { chooseBackend } from './choose.ts';
import type { ChosenBackend, MeasureStep } from './choose.ts';
import type { ComputeBackend } from './handle.ts';

export class BackendChooser {
  /** The one that was tried last. */
  tried: ComputeBackend | null = null;
  private excluded: ReadonlyMap<ComputeBackend, Message> = new Map();

  /** @param onTrying told before a backend is tried, and null after it */
  constructor(private readonly onTrying: (name: ComputeBackend | null) => void = () => undefined) {}

  /** `auto` passes over these from now on, each with the reason. */
  exclude(excluded: ReadonlyMap<ComputeBackend, Message>): void {
    this.excluded = excluded;
  }

  /** @throws {BackendError} as `chooseBackend` does */
  choose(wanted: BackendName, measure: MeasureStep | null, cell?: Cell): Promise<ChosenBackend> {
    const onTrying = (name: ComputeBackend | null) => {
      this.tried = name ?? this.tried;
      this.onTrying(name);
    };
    return chooseBackend(wanted, measure, { cell, excluded: this.excluded, onTrying });
  }

  /**
   * Opens what was chosen before, without measuring again.
   * @returns null when `auto` has to choose anew, since it does not work any more or was excluded
   * @throws {BackendError} when it was asked for by name
   */
  async reopen(known: BackendReport, wanted: BackendName, cell?: Cell): Promise<ChosenBackend | null> {
    if (wanted !== 'auto') return this.withReport(known, await this.choose(wanted, null, cell));
    if (this.excluded.has(known.chosen)) return null;
    try {
      return this.withReport(known, await this.choose(known.chosen, null, cell));
    } catch (error) {
      if (error instanceof BackendError) return null;
      throw error;
    }
  }

  /** The one that is wanted, where it works, or any other. @throws {BackendError} when none works */
  async any(wanted: BackendName, cell?: Cell): Promise<ChosenBackend> {
    if (wanted !== 'auto' && !this.excluded.has(wanted)) {
      try {
        return await this.choose(wanted, null, cell);
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
      }
    }
    return this.choose('auto', null, cell);
  }

  private withReport(known: BackendReport, { handle }: ChosenBackend): ChosenBackend {
    return { handle, report: { ...known, adapter: handle.adapter } };
  }
}
