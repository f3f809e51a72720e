/** The networks of an ensemble on the backend in use. */
import { tensor1d } from '@tensorflow/tfjs-core';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { RunConfig } from '../../contract/settings.ts';
import { memberConfig, memberName, membersOf, memberValues } from './ensemble.ts';
import { parameterSpecs } from './layers.ts';
import type { NetworkSizes } from './layers.ts';
import { meanOf } from './mean-of.ts';
import { Network } from './network.ts';
import type { BatchTensors } from './network.ts';

const outputBias = 'dense/bias';

/** What answers for batches: a network, or some that answer together. */
export interface Answering {
  readonly config: RunConfig;
  /** All token ids: words, padding and unknown. */
  readonly words: number;
  /** Logits of a review. */
  readonly logitCount: number;
  logits(batch: BatchTensors): Tensor2D;
}

/** Answers with the mean of its members' logits. */
export class Networks implements Answering {
  readonly members: readonly Network[];

  /**
   * @param trained one array a parameter of each member, as `trainedSpecs` names them
   * @throws {RangeError} when one is missing or has another length
   */
  constructor(
    readonly config: RunConfig,
    sizes: NetworkSizes,
    trained: ReadonlyMap<string, Float32Array>,
  ) {
    const own = memberConfig(config);
    const specs = parameterSpecs(own, sizes);
    this.members = membersOf(config).map(
      (member) => new Network(own, sizes, memberValues(trained, specs, member)),
    );
  }

  get words(): number {
    return this.members[0].words;
  }

  get logitCount(): number {
    return this.members[0].logitCount;
  }

  /** As `Network.logits`, without masks. */
  logits(batch: BatchTensors): Tensor2D {
    return meanOf(this.members.map((network) => network.logits(batch)));
  }

  /** Adds to the logits of every review, by the output bias of every member. @param shift [L] */
  async shiftLogits(shift: ArrayLike<number>): Promise<void> {
    for (const network of this.members) {
      const bias = await network.parameter<Tensor1D>(outputBias).data<'float32'>();
      network.replace(outputBias, tensor1d(bias.map((value, i) => value + shift[i])));
    }
  }

  /** Reads every parameter of every member back. */
  async read(): Promise<Map<string, Float32Array>> {
    const read = await Promise.all(this.members.map((network) => network.read()));
    return named(read);
  }

  dispose(): void {
    for (const network of this.members) network.dispose();
  }
}

/** What each member has by name, all together. */
export function named<T>(members: readonly ReadonlyMap<string, T>[]): Map<string, T> {
  return new Map(
    members.flatMap((values, member) =>
      [...values].map(([name, value]) => [memberName(member, name), value] as const),
    ),
  );
}
