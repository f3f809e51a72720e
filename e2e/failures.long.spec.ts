/** The same failures on other backends, many of them in one run, and a browser that is killed a dozen times. */
import { expect, test } from '@playwright/test';
import { survive } from './own-browser.ts';
import { plant, type Plan, type PlantedFailure } from './planted.ts';
import {
  epochs,
  middleOf,
  openForRun,
  outcome,
  start,
  stepsPerEpoch,
  undisturbedOutcome,
  untilTrained,
  type Backend,
} from './runs.ts';

test.use({ actionTimeout: 30_000 });

const failures: PlantedFailure[] = ['worker throws', 'worker falls silent', 'step hangs', 'memory runs out'];
const backends: Backend[] = ['WebGPU', 'WebGL'];

for (const backend of backends) {
  for (const failure of failures) {
    test(`${failure} on ${backend}: training resumes to the same figures`, async ({
      browser,
      context,
      page,
    }) => {
      const expected = await undisturbedOutcome(browser, backend);
      await plant(context, [{ failure, step: middleOf(backend) }]);
      await openForRun(page, backend);
      await start(page);
      await untilTrained(page, 180_000);
      expect(await outcome(page)).toEqual(expected);
    });
  }
}

test('a failure in each epoch: training resumes to the same figures', async ({ browser, context, page }) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  const plans = Array.from({ length: epochs }, (_, epoch): Plan => {
    const step = epoch * stepsPerEpoch('WebAssembly') + 20;
    return { failure: failures[epoch % failures.length], step };
  });
  await plant(context, plans);
  await openForRun(page, 'WebAssembly');
  await start(page);
  await untilTrained(page, 240_000);
  expect(await outcome(page)).toEqual(expected);
});

test('a browser that is killed twelve times comes to the same figures', async ({ browser, baseURL }) => {
  const expected = await undisturbedOutcome(browser, 'WebAssembly');
  const writes = Array.from({ length: 12 }, (_, i) => 2 + ((7 * i) % 11));
  expect(await survive(writes, baseURL ?? '')).toEqual(expected);
});
