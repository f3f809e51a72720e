/** Threads that begin late, or not at all. */
import { setBackend } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { selfTest } from '../self-test.ts';
import { openWasm } from './index.ts';
import type { WasmHandle } from './index.ts';
import { limitThreads } from '../../runtime/wasm/features.ts';
import { startInNode } from '../../runtime/wasm/pool.ts';
import type { PoolStart, PoolThread } from '../../runtime/wasm/pool.ts';

let handle: WasmHandle | null = null;
afterEach(() => {
  handle?.dispose();
  handle = null;
});

/** Threads that begin when they are let, as those whose script comes over a slow connection. */
function held() {
  let release: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const started: PoolThread[] = [];
  const startThread = (start: PoolStart): PoolThread => {
    let thread: PoolThread | null = null;
    const begin = async () => {
      await gate;
      thread = startInNode(start);
      started.push(thread);
      await thread.ready;
    };
    return { ready: begin(), terminate: () => thread?.terminate() };
  };
  return { startThread, release: () => release(), started };
}

it('are no more than a program may take', async () => {
  limitThreads(1);
  try {
    handle = await openWasm();
    expect(handle.threads).toBe(1);
  } finally {
    limitThreads(Number.POSITIVE_INFINITY);
  }
});

describe('threads that begin late', () => {
  it('are told of, join when they have begun, and compute the same', async () => {
    const { startThread, release } = held();
    handle = await openWasm({ threads: 3, waitForThreads: 20, startThread });
    expect(handle.threads).toBe(1);
    expect(handle.isProvisional).toBe(true);
    expect(handle.adapter).toMatch(/one thread \(2 more had not begun in time, and join when they have\)$/);
    expect(await setBackend('wasm')).toBe(true);
    // Jobs that one thread does alone come first.
    expect(await selfTest()).toBeNull();
    release();
    await expect.poll(() => handle?.threads, { timeout: 5_000 }).toBe(3);
    expect(handle.adapter).toMatch(/, 3 threads$/);
    expect(handle.isProvisional).toBe(false);
    expect(await selfTest()).toBeNull();
  });

  it('do not join what was closed meanwhile', async () => {
    const { startThread, release, started } = held();
    handle = await openWasm({ threads: 2, waitForThreads: 1, startThread });
    handle.dispose();
    release();
    await expect.poll(() => started.length).toBe(1);
    await started[0].ready;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(handle.threads).toBe(1);
    started[0].terminate();
  });

  it('that can’t be started leave one, which says why', async () => {
    const startThread = (): PoolThread => {
      throw new Error('worker-src forbids it');
    };
    handle = await openWasm({ threads: 4, startThread });
    expect(handle.threads).toBe(1);
    expect(handle.isProvisional).toBe(false);
    expect(handle.adapter).toMatch(/one thread \(others could not be started: worker-src forbids it\)$/);
    expect(await setBackend('wasm')).toBe(true);
    expect(await selfTest()).toBeNull();
  });
});
