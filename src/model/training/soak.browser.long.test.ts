/** A thousand steps: nothing that a run holds may grow. */
import { expect, it } from 'vitest';
import { computeBackends } from '../../contract/settings.ts';
import { heldWhileTraining } from '../testing/held-memory.ts';
import { smallNetwork } from '../testing/small-network.ts';

it.each(computeBackends)('%s holds no more after 1,000 steps than after 50', async (backend) => {
  const held = await heldWhileTraining(backend, smallNetwork, 1_000, 50);
  expect(held).toHaveLength(20);
  expect(held.at(-1)).toEqual(held[0]);
});
