/** The tables of a learning in the memory of WebAssembly, and the job that changes them. */
import { jobs } from '../../backends/wasm/jobs.ts';
import { KernelInstance } from '../../runtime/wasm/kernel-instance.ts';
import type { WasmOptions } from '../../runtime/wasm/kernel-instance.ts';
import { columnGroups, skipGramJob, targetCount } from './signature.ts';
import type { Windows } from './windows.ts';

export interface KernelShape {
  words: number;
  /** Numbers in a vector. */
  size: number;
  /** Windows of one call, and of one block within it, at most. */
  windows: number;
  block: number;
  /** Contexts of a window, at most. */
  contexts: number;
}

const jobNumber = jobs.indexOf(skipGramJob) + 1;
const fieldNames = Object.keys(skipGramJob.fields) as (keyof typeof skipGramJob.fields)[];

export class SkipGramKernel {
  /** To be filled and given to `step`. Lost when other memory is taken from the instance. */
  readonly windows: Windows;
  private readonly values: Record<keyof typeof skipGramJob.fields, number>;

  private constructor(
    private readonly instance: KernelInstance,
    private readonly shape: KernelShape,
  ) {
    const { words, size, windows, block, contexts } = shape;
    const quads = Math.ceil(size / 4);
    // A row more each window, as they are computed in pairs, and one more where a block's rows are odd.
    const groupStep = (block * (contexts + 1) + 1) * targetCount;
    const place = (count: number) => instance.heap.allocate(4 * count);
    const table = 4 * quads * words;
    this.values = {
      ...{ inputs: place(table), outputs: place(table) },
      ...{
        starts: place(windows + 1),
        contexts: place(windows * contexts),
        targets: place(windows * targetCount),
      },
      ...{ logits: place(columnGroups * groupStep), errors: place(groupStep) },
      ...{ windows: 0, block, words, quads, groupStep, rate: 0 },
    };
    this.windows = {
      count: 0,
      starts: this.ints(this.values.starts, windows + 1),
      contexts: this.ints(this.values.contexts, windows * contexts),
      targets: this.ints(this.values.targets, windows * targetCount),
    };
  }

  /**
   * @param inputs [words, size] the first values; those of words in the middle are 0
   * @throws {BackendError} without SIMD or memory
   */
  static async open(
    shape: KernelShape,
    inputs: Float32Array,
    options: WasmOptions = {},
  ): Promise<SkipGramKernel> {
    const instance = await KernelInstance.open(options);
    try {
      const kernel = new SkipGramKernel(instance, shape);
      kernel.write('inputs', inputs);
      kernel.write('outputs', new Float32Array(inputs.length));
      return kernel;
    } catch (error) {
      instance.dispose();
      throw error;
    }
  }

  get threads(): number {
    return this.instance.threads;
  }

  /** Changes the tables by `windows`. @param parallel by all threads; the values are the same */
  step(rate: number, parallel = true): void {
    const { values, windows, instance } = this;
    values.windows = windows.count;
    values.rate = rate;
    const { ints, floats } = instance.argumentWords;
    fieldNames.forEach(
      (name, i) => ((skipGramJob.fields[name] === 'float' ? floats : ints)[i] = values[name]),
    );
    instance.run(jobNumber, parallel);
  }

  /** @param from [words, size] */
  write(table: 'inputs' | 'outputs', from: Float32Array): void {
    this.eachRun(table, (place, at, count) => place.set(from.subarray(at, at + count)));
  }

  /** [words, size] */
  read(table: 'inputs' | 'outputs'): Float32Array {
    const to = new Float32Array(this.shape.words * this.shape.size);
    this.eachRun(table, (place, at, count) => to.set(place.subarray(0, count), at));
    return to;
  }

  dispose(): void {
    this.instance.dispose();
  }

  /** Where each row's columns of each group lie in the memory, and from where on in [words, size]. */
  private eachRun(
    table: 'inputs' | 'outputs',
    visit: (place: Float32Array, at: number, count: number) => void,
  ) {
    const { words, size } = this.shape;
    const { quads } = this.values;
    const firstColumn = (group: number) => 4 * Math.floor((quads * group) / columnGroups);
    const all = new Float32Array(this.instance.memory.buffer, this.values[table], 4 * quads * words);
    for (let group = 0; group < columnGroups; group++) {
      const [first, end] = [firstColumn(group), firstColumn(group + 1)];
      const width = end - first;
      const count = Math.min(end, size) - first;
      for (let word = 0; count > 0 && word < words; word++) {
        const from = words * first + word * width;
        visit(all.subarray(from, from + width), word * size + first, count);
      }
    }
  }

  private ints(address: number, length: number): Int32Array {
    return new Int32Array(this.instance.memory.buffer, address, length);
  }
}
