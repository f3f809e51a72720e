/** The bench's figures as one object and as a table. */
import { bench } from '../src/contract/messages/en/bench.ts';
import { computeBackends, type ComputeBackend } from '../src/model/index.ts';
import type { PytorchTimes } from './pytorch.ts';
import { stepFlops } from './shape.ts';
import type { Shape } from './shape.ts';

export type Times = Partial<Record<ComputeBackend, number>>;

export interface Results {
  shape: Shape;
  /** Median milliseconds of a step. */
  tfjs: Times;
  fused: Times;
  adapters: Partial<Record<ComputeBackend, string>>;
  pytorch: PytorchTimes | null;
}

export function report(results: Results) {
  const { shape, tfjs, fused, adapters, pytorch } = results;
  const fastestTfjs = Math.min(...Object.values(tfjs));
  const bestPytorch = pytorch && Math.min(...Object.values(pytorch.threads));
  return {
    shape,
    tfjs,
    fused,
    ratio: {
      webgpu: ratio(tfjs.webgpu, fused.webgpu),
      webgl: ratio(tfjs.webgl, fused.webgl),
      wasmToFastestTfjs: ratio(fastestTfjs, fused.wasm),
      ...(pytorch && { wasmToPytorch: ratio(bestPytorch ?? undefined, fused.wasm) }),
    },
    gigaflopsPerSecond: mapTimes(fused, (ms) => stepFlops(shape) / ms / 1e6),
    adapters,
    ...(pytorch && { pytorch }),
  };
}

export function table(results: Results): string {
  const { ratio: ratios, gigaflopsPerSecond } = report(results);
  const { shape, tfjs, fused, pytorch, adapters } = results;
  const lines = [bench.shape(shape, stepFlops(shape)), '', row(...bench.columns)];
  for (const name of computeBackends) {
    if (fused[name] === undefined) continue;
    const times = name === 'wasm' ? ratios.wasmToFastestTfjs : ratios[name];
    const tfjsText = name === 'wasm' ? bench.fastest : number(tfjs[name]);
    lines.push(
      row(
        name,
        tfjsText,
        number(fused[name]),
        times === null ? '–' : `${times.toFixed(1)}×`,
        number(gigaflopsPerSecond[name]),
        adapters[name] ?? '',
      ),
    );
  }
  for (const [threads, ms] of Object.entries(pytorch?.threads ?? {})) {
    lines.push(row(`PyTorch ${pytorch?.torch}`, '', number(ms), '', '', bench.threads(threads)));
  }
  if (pytorch?.cuda !== undefined)
    lines.push(row('PyTorch CUDA', '', number(pytorch.cuda), '', '', pytorch.device ?? ''));
  return lines.join('\n');
}

function row(...cells: string[]): string {
  const [name, ...rest] = cells;
  const adapter = rest.pop() ?? '';
  return `${name.padEnd(18)}${rest.map((cell) => cell.padStart(12)).join('')}  ${adapter}`.trimEnd();
}

function ratio(slow: number | undefined, fast: number | undefined): number | null {
  if (slow === undefined || fast === undefined || !Number.isFinite(slow)) return null;
  return slow / fast;
}

function mapTimes(times: Times, of: (ms: number) => number): Times {
  return Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, of(ms)]));
}

function number(value: number | undefined): string {
  if (value === undefined) return '–';
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}
