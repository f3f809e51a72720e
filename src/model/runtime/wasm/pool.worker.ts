/** A thread of the pool in a browser. It hears no message after the first: `serve` sleeps in the shared memory. */
import type { PoolStart } from './pool.ts';

self.addEventListener(
  'message',
  ({ data: { module, memory, control, thread } }: MessageEvent<PoolStart>) => {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    self.postMessage('ready');
    (exports['serve'] as (control: number, thread: number, seen: number) => void)(control, thread, 0);
  },
  { once: true },
);
