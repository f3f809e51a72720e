/** Failures of different kinds, planted: each is told as what it is, and met in its own way. */
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { choose, region } from './page.ts';
import { plant, plantDeathsAtMeasuring, plantFatalTrial, plantRefusedShaders } from './planted.ts';
import type { PlantedFailure } from './planted.ts';
import {
  expectClose,
  brokenEpoch,
  middleOf,
  noteNotices,
  openForRun,
  outcome,
  start,
  undisturbedOutcome,
  untilTrained,
} from './runs.ts';

test.describe.configure({ timeout: 180_000 });
test.use({ actionTimeout: 15_000 });

const ofGpu: [PlantedFailure, RegExp][] = [
  [
    'GPU memory is full',
    /The GPU’s memory was too small in epoch 3\. Training resumes from the last saved step on WebAssembly\. A smaller batch size needs less memory\./,
  ],
  [
    'kernel is refused',
    /The GPU refused a part of the computation in epoch 3\. Training resumes from the last saved step on Web(GL|Assembly)\./,
  ],
];

for (const [failure, sentence] of ofGpu) {
  test(`${failure}: it is not told as a GPU that went away, and another backend takes over`, async ({
    browser,
    context,
    page,
  }) => {
    const expected = await undisturbedOutcome(browser, 'WebGPU');
    await plant(context, [{ failure, step: middleOf('WebGPU') }]);
    await openForRun(page, 'WebGPU');
    const said = await noteNotices(page);
    await start(page);
    await untilTrained(page, 150_000);
    expect(await said()).toMatch(sentence);
    expect(await said()).not.toContain('went away');
    const { figures } = await outcome(page);
    expect(figures.slice(0, brokenEpoch - 1)).toEqual(expected.figures.slice(0, brokenEpoch - 1));
    expectClose(figures, expected.figures);
  });
}

test('shaders that the driver refuses: told as that, and the run begins on another backend', async ({
  context,
  page,
}) => {
  await plantRefusedShaders(context);
  await openForRun(page, 'WebGL');
  await expect(region(page, 'Model').getByRole('alert')).toContainText(
    /WebGL does not link the shader “.*Choose another backend, or update the browser\./,
  );
  const said = await noteNotices(page);
  await start(page);
  await untilTrained(page, 150_000);
  expect(await said()).toMatch(
    /The GPU refused a part of the computation\. Nothing had been saved yet, so training starts again on Web(GPU|Assembly)\./,
  );
});

async function expectTrialExcluded(page: Page): Promise<void> {
  await expect(
    page.getByText('It was trying WebGPU, which Automatic excludes until the page is reloaded.').first(),
  ).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'What was tried' }).click();
  const row = region(page, 'Model').getByRole('row', { name: /^WebGPU/ });
  await expect(row).toContainText('excluded until the page is reloaded', { timeout: 60_000 });
}

for (const fate of ['throws', 'hangs'] as const) {
  test(`a backend whose trial ${fate}: Automatic excludes it from then on, says so, and trains`, async ({
    context,
    page,
  }) => {
    // It would do so in every worker that tries it.
    await plantFatalTrial(context, fate);
    await openForRun(page, 'WebAssembly');
    await choose(page, 'Backend', 'Automatic');
    await expectTrialExcluded(page);
    await start(page);
    await untilTrained(page);
    await expect(region(page, 'Model')).toContainText('WebGPU is excluded');
  });
}

test('a worker that dies three times in a minute: the next action finds its data', async ({
  context,
  page,
}) => {
  await plantDeathsAtMeasuring(context, 3);
  await openForRun(page, 'WebAssembly');
  await expect(
    page.getByText(/stopped three times within a minute\. Your data and settings are still here/),
  ).toBeVisible({
    timeout: 60_000,
  });
  await start(page);
  await untilTrained(page);
  await expect(page.getByText('Choose a dataset first')).toHaveCount(0);
});
