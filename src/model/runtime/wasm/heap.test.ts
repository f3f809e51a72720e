import { told } from '../../../contract/messages/testing/told.ts';
import { expect, it } from 'vitest';
import { Random } from '../../data/random.ts';
import { BackendError } from '../../errors.ts';
import { Heap } from './heap.ts';

const newMemory = (maximum = 1_000) => new WebAssembly.Memory({ initial: 1, maximum });

it('gives blocks that begin at cache lines, within the memory and never overlap', () => {
  const memory = newMemory();
  const heap = new Heap(memory, 100);
  const random = new Random(Math.floor(Math.random() * 1e9));
  const held: { address: number; size: number }[] = [];
  for (let i = 0; i < 2_000; i++) {
    if (held.length > 20 && random.uniform() < 0.5) {
      heap.release(held.splice(random.below(held.length), 1)[0].address);
    } else {
      const size = random.below(1 + random.below(100_000));
      held.push({ address: heap.allocate(size), size });
    }
  }
  held.sort((a, b) => a.address - b.address);
  held.forEach(({ address, size }, i) => {
    expect(address % 64).toBe(0);
    expect(address).toBeGreaterThanOrEqual(100);
    expect(address + size).toBeLessThanOrEqual(held[i + 1]?.address ?? memory.buffer.byteLength);
  });
  expect(heap.used).toBe(held.reduce((sum, { size }) => sum + Math.max(64, Math.ceil(size / 64) * 64), 0));
});

it('joins what is given back, in any order, and then needs no more memory', () => {
  const heap = new Heap(newMemory(), 0);
  const random = new Random(5);
  const addresses = Array.from({ length: 300 }, () => heap.allocate(1 + random.below(20_000)));
  const held = heap.held;
  for (const address of random.shuffle(addresses)) heap.release(address);
  expect(heap.used).toBe(0);
  expect(heap.allocate(held)).toBe(0);
  expect(heap.held).toBe(held);
});

it('says in a sentence when the memory can grow no more, and goes on', () => {
  const heap = new Heap(newMemory(3), 0);
  expect(() => heap.allocate(4 * 65_536)).toThrow(BackendError);
  expect(() => heap.allocate(4 * 65_536)).toThrow(told({ code: 'wasm-memory-full' }));
  expect(heap.allocate(3 * 65_536)).toBe(0);
});

it('refuses to give back what it did not lend', () => {
  const heap = new Heap(newMemory(), 0);
  const address = heap.allocate(10);
  heap.release(address);
  expect(() => heap.release(address)).toThrow(RangeError);
});
