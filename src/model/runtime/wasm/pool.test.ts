import { expect, it } from 'vitest';
import { startPool } from './pool.ts';

/** A module that wants more than the memory that it gets. */
const demanding = new WebAssembly.Module(
  Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
    ...[0x02, 0x07, 0x01, 0x01, 0x61, 0x01, 0x62, 0x00, 0x00],
  ),
);

it('fails when a thread can’t begin, so that the caller can go on alone', async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  await expect(startPool({ module: demanding, memory, control: 0 }, 2).ready).rejects.toThrow(/Import/);
});
