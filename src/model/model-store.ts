/** The loaded model: what becomes it, and the files that it is exported to. */
import { networkFields, sameSettings, type RunConfig } from '../contract/settings.ts';
import { plainName, type NamedBytes } from './dataset-store.ts';
import { InputError } from './errors.ts';
import {
  bundleFiles,
  exportBundleInTurns,
  goldenInputs,
  goldenWork,
  importFiles,
  makeGolden,
  mostGoldenWork,
} from './export/index.ts';
import type { ModelFile, BundleExtras, OptimizerState, SavedModel } from './export/index.ts';
import { LoadedModel } from './loaded-model.ts';
import type { ExportPart } from '../contract/export-parts.ts';
import type { ModelSummary } from '../contract/results.ts';

/** Probabilities [n,K] for texts as ids, on a backend. */
type Ask = (model: LoadedModel, texts: readonly (readonly number[])[]) => Promise<Float32Array>;

export class ModelStore {
  private model: LoadedModel | null = null;
  /** What the optimizer had when the model was trained; null for one that was loaded. */
  private optimizer: OptimizerState | null = null;

  constructor(private readonly ask: Ask) {}

  /** @throws {InputError} when there is none */
  current(): LoadedModel {
    if (!this.model) throw new InputError({ code: 'no-model-yet' });
    return this.model;
  }

  isCurrent(model: LoadedModel): boolean {
    return this.model === model;
  }

  /** Null where there is none. */
  get loaded(): LoadedModel | null {
    return this.model;
  }

  /** Of the data that it was trained on. */
  get fingerprint(): string | undefined {
    return this.model?.saved.trainedOn.fingerprint;
  }

  /** @returns what makes the model of now the loaded one again, in the place of one that comes meanwhile */
  hold(): () => void {
    const { model, optimizer } = this;
    return () => {
      if (this.model === model) return;
      this.release();
      this.model = model;
      this.optimizer = optimizer;
    };
  }

  take(saved: SavedModel, optimizer: OptimizerState | null): ModelSummary {
    const model = new LoadedModel(saved);
    this.release();
    this.model = model;
    this.optimizer = optimizer;
    return model.summary();
  }

  /** What was loaded before stays when the files are no good. @throws {InputError} */
  import(files: readonly ModelFile[]): { summary: ModelSummary; config: RunConfig } {
    const saved = importFiles(files);
    return { summary: this.take(saved, null), config: saved.config };
  }

  /** @throws {InputError} */
  async zip(parts: readonly ExportPart[] = ['tfjs']): Promise<NamedBytes> {
    const { saved } = this.current();
    const bytes = await exportBundleInTurns(saved, new Set(parts), await this.extras(parts));
    return { fileName: `forget-gate-${plainName(saved.trainedOn.name)}.zip`, bytes };
  }

  /** By file name. @throws {InputError} */
  async files(parts: readonly ExportPart[] = ['tfjs']): Promise<Record<string, Uint8Array>> {
    return bundleFiles(this.current().saved, new Set(parts), await this.extras(parts));
  }

  /** Lets go of the backend's memory. */
  release(): void {
    this.model?.release();
  }

  /** Only what runs elsewhere needs answers to check itself by. */
  private async extras(parts: readonly ExportPart[]): Promise<BundleExtras> {
    if (parts.every((part) => part === 'tfjs')) return {};
    const { optimizer } = this;
    const model = this.current();
    if (goldenWork(model.saved) <= mostGoldenWork) return { golden: makeGolden(model.saved), optimizer };
    const probabilities = await this.ask(
      model,
      goldenInputs(model.saved).map(({ ids }) => ids),
    );
    return { golden: makeGolden(model.saved, probabilities), optimizer };
  }
}

/** @throws {InputError} when a run can't begin with a network of other settings */
export function checkShapes(base: RunConfig, config: RunConfig): void {
  if (!sameSettings(networkFields, base, config)) throw new InputError({ code: 'other-layers' });
}
