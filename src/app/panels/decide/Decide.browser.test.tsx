import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { catchSavedFiles } from '../../testing/saved-files.ts';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Threshold and calibration' });
const received = (name: string) =>
  app.workers.flatMap((worker) => worker.received).filter((command) => command.name === name);
const slider = (name = 'positive') => sheet.getByRole('slider', { name: `Threshold of ${name}` });
const confusion = sheet.getByRole('table', { name: /Reviews to choose by/ });

async function openCurves(options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  await expect.element(sheet.getByText(/its curves are shown here/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await sheet.getByRole('button', { name: 'Compute the curves' }).click();
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

/** Puts a slider where it is wanted, as a drag does. */
function slideTo(value: number): void {
  const input = slider().element() as HTMLInputElement;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, String(value));
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('two classes', () => {
  it('saves curves and calibration as pictures and as numbers', async () => {
    await openCurves();
    const saved = catchSavedFiles();
    const press = (group: string, ending: string) =>
      sheet.getByRole('group', { name: group }).getByRole('button', { name: ending }).click();
    for (const group of ['Save the curves:', 'Save the diagrams:'])
      for (const ending of ['SVG', 'PNG', 'CSV']) await press(group, ending);
    const endings = ['csv', 'png', 'svg'];
    await expect
      .poll(saved.names)
      .toEqual(['calibration', 'threshold-curves'].flatMap((name) => endings.map((end) => `${name}.${end}`)));
    const { report } = app.controller.store.getState().decisions;
    const points = report?.curves;
    const lines = (await saved.fileOf('threshold-curves.csv').text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + (points?.rocPoints.length ?? 0) + (points?.precisionPoints.length ?? 0));
    expect(lines[1]).toMatch(/^"ROC curve","[\d.]*","0","0"$/);
    expect(await saved.fileOf('calibration.csv').text()).toContain('"Calibrated","93.3% to 100.0%","80"');
    const labels = async (name: string) =>
      [...((await saved.svgOf(name))?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent);
    expect(await labels('threshold-curves.svg')).toEqual(
      expect.arrayContaining(['Curves of positive', 'ROC curve', 'Precision-recall curve', '50%']),
    );
    expect(await labels('calibration.svg')).toEqual(
      expect.arrayContaining(['As the network gives them', 'Calibrated']),
    );
  });

  it('shows curves, areas and calibration in words and numbers; axe finds nothing, on a phone neither', async () => {
    await openCurves();
    await expect
      .element(sheet.getByText(/At this threshold 80\.0% of it is found, and 20\.0% of the others/))
      .toBeVisible();
    const areas = sheet.getByRole('table', { name: 'Areas under the curves of positive' });
    await expect
      .element(areas.getByRole('row', { name: /ROC curve 200 to choose by/ }))
      .toHaveTextContent('0.8940.853 to 0.925');
    await expect
      .element(areas.getByRole('row', { name: /average precision.* 298 of the test/ }))
      .toBeVisible();
    const calibration = sheet.getByRole('table', { name: /before and after calibration/ });
    await expect.element(calibration.getByRole('row', { name: 'Calibrated 1.62 2.1%' })).toBeVisible();
    await sheet.getByRole('button', { name: 'Numbers of both diagrams' }).click();
    await expect.element(sheet.getByRole('row', { name: /93\.3% to 100\.0% 80/ }).first()).toBeVisible();
    const marks = [...document.querySelectorAll('.decide-plots .decide-dot')];
    expect(marks).toHaveLength(2);
    await expect.poll(() => violations('.panel-decide')).toEqual([]);
    await page.viewport(390, 844);
    await expect.poll(() => violations('.panel-decide')).toEqual([]);
    expect(document.documentElement.scrollWidth).toBe(390);
  });

  it('moves the confusion matrix with the threshold, by keyboard too, and stores it', async () => {
    await openCurves();
    await expect.element(confusion.getByRole('row', { name: /actual negative/i })).toHaveTextContent('8020');
    slideTo(0.25);
    await expect.element(confusion.getByRole('row', { name: /actual negative/i })).toHaveTextContent('7030');
    await expect.element(confusion.getByRole('row', { name: /actual positive/i })).toHaveTextContent('1090');
    await expect
      .element(sheet.getByText(/Of 200 reviews to choose by, 40 are wrong \(20\.0%\)/))
      .toBeVisible();
    slider().element().focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '0.251');
    const tests = received('test').length;
    await sheet.getByRole('button', { name: 'Use this threshold' }).click();
    await expect.element(sheet.getByText(/The network uses it/)).toBeVisible();
    const [{ request }] = received('decide');
    expect(request).toEqual({
      decision: { temperature: 1, weights: [expect.closeTo(0.251, 9), expect.closeTo(0.749, 9)] },
    });
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '0.251');
    expect(received('test')).toHaveLength(tests);
    // A worker that comes after this one gets the network with its decision.
    await expect.poll(() => received('export-model').length).toBeGreaterThan(1);
    await sheet.getByRole('button', { name: 'Back to the default' }).click();
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '0.500');
    expect(received('decide').at(-1)?.request).toEqual({ decision: { temperature: 1, weights: [1, 1] } });
    await expect.element(sheet.getByRole('button', { name: 'Back to the default' })).toBeDisabled();
  });

  it('finds the threshold that follows from costs, and refuses what is no cost', async () => {
    await openCurves();
    const cost = sheet.getByRole('textbox', { name: 'Cost of a positive review taken for another class' });
    const find = sheet.getByRole('button', { name: 'Find the best threshold' });
    await cost.fill('-1');
    await expect.element(find).toBeDisabled();
    await expect.element(sheet.getByText(/Costs are numbers above 0/)).toBeVisible();
    await cost.fill('3');
    await find.click();
    expect(received('weigh').at(-1)?.request).toEqual({ asked: { costs: [1, 3] } });
    await expect.element(slider()).toHaveAttribute('aria-valuetext', '0.250');
    // 30 negative and 10 positive reviews are wrong.
    await expect.element(sheet.getByText(/their errors cost 60/)).toBeVisible();
  });

  it('stores the temperature without changing a class', async () => {
    await openCurves();
    slideTo(0.8);
    await sheet.getByRole('button', { name: 'Use this threshold' }).click();
    await expect.element(sheet.getByText(/The network uses it/)).toBeVisible();
    await sheet.getByRole('button', { name: 'Use calibrated probabilities' }).click();
    await expect.element(sheet.getByText(/calibrated probabilities, of temperature 1\.62/)).toBeVisible();
    // A logit of ln 4 is divided by 1.62.
    const threshold = 1 / (1 + Math.exp(-Math.log(4) / 1.62));
    expect(received('decide').at(-1)?.request).toEqual({
      decision: {
        temperature: 1.62,
        weights: [expect.closeTo(threshold, 9), expect.closeTo(1 - threshold, 9)],
      },
    });
    await expect.element(sheet.getByRole('button', { name: 'Use calibrated probabilities' })).toBeDisabled();
  });

  it('says why there are no curves', async () => {
    await openCurves({ fail: { decisions: { code: 'bad-input', told: { code: 'no-validation-rows' } } } });
    await expect.element(sheet.getByText(/Load the data that it was trained on/)).toBeVisible();
    await expect.element(sheet.getByRole('button', { name: 'Compute the curves' })).toBeEnabled();
  });
});

describe('three classes', () => {
  const classNames = ['bad', 'so-so', 'good'];

  it('shows one against the rest, and has a weight for each', async () => {
    await openCurves({ classNames });
    await expect.element(slider('so-so')).toBeVisible();
    await sheet.getByRole('combobox', { name: 'Class of curves and threshold' }).selectOptions('good');
    await expect.element(slider('good')).toBeVisible();
    expect(received('decisions').at(-1)?.request).toEqual({ shown: 2 });
    await sheet.getByRole('button', { name: 'Weights of all classes' }).click();
    const weight = sheet.getByRole('textbox', { name: 'Weight of good' });
    await weight.fill('3');
    await userEvent.keyboard('{Enter}');
    await expect.element(confusion.getByRole('row', { name: /actual bad/i })).toHaveTextContent(/63433$/);
    await sheet.getByRole('button', { name: 'Use these weights' }).click();
    await expect.element(sheet.getByText(/The network uses it/)).toBeVisible();
    await expect.poll(() => violations('.panel-decide')).toEqual([]);
    await page.viewport(390, 844);
    expect(document.documentElement.scrollWidth).toBe(390);
  });
});
