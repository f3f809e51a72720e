import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { catchSavedFiles } from '../../testing/saved-files.ts';

let app: RenderedApp;
const sheet = page.getByRole('region', { name: 'Inside the network' });
const button = (name: string) => sheet.getByRole('button', { name, exact: true });

async function openTraced(text: string, options: Partial<FakeOptions> = {}): Promise<void> {
  app = await renderApp({ pace: 1, stepsPerEpoch: 15, ...options }, undefined, 'understand');
  await expect.element(sheet.getByText(/^Train a network or load one/)).toBeVisible();
  app.controller.settings.set('epochs', '1');
  await app.controller.run.start();
  await sheet.getByRole('textbox', { name: 'The text to look at' }).fill(text);
  await expect.element(sheet.getByRole('toolbar', { name: 'Words of the text' })).toBeVisible();
}

beforeEach(() => page.viewport(1280, 900));
afterEach(() => {
  vi.restoreAllMocks();
  app.unmount();
});

it('steps through the running verdict by keys, and plays', async () => {
  await openTraced('great food and bad service');
  await expect
    .element(sheet.getByRole('button', { name: 'great: positive 83.2% if the text ended here' }))
    .toBeVisible();
  await expect.element(sheet.getByText(/also reads backwards from the end/)).toBeVisible();
  await button('service: positive 55.0% if the text ended here').click();
  await userEvent.keyboard('{Home}');
  await expect.element(sheet.getByText('After “great” the probability of positive is 83.2%.')).toBeVisible();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
  await expect
    .element(sheet.getByText('“bad” moves the probability of positive from 83.2% to 55.0%.'))
    .toBeVisible();
  expect(document.activeElement?.textContent).toMatch(/^bad/);
  await button('Play').click();
  await expect.element(sheet.getByText(/^“service” moves/)).toBeVisible();
  await expect.element(button('Play')).toBeVisible();
});

it('offers reviews of the data, and moves the focus to the text', async () => {
  await openTraced('great');
  const text = sheet.getByRole('textbox', { name: 'The text to look at' });
  await text.fill('');
  await expect.element(sheet.getByText('Type a review, or take one of these:')).toBeVisible();
  const [first] = [...document.querySelectorAll<HTMLElement>('.panel-inside .suggestions button')];
  const lent = first.textContent;
  first.focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(text).toHaveValue(lent);
  await expect.element(text).toHaveFocus();
  await expect.element(sheet.getByRole('toolbar', { name: 'Words of the text' })).toBeVisible();
});

it('colours the words by what each adds, with numbers, phrases beyond their words, and a table', async () => {
  await openTraced('great food and bad service');
  const strip = sheet.getByRole('toolbar', { name: 'Words of the text' });
  const bad = strip.getByRole('button', { name: 'bad: positive 55.0% if the text ended here' });
  await expect.element(bad).toHaveAccessibleDescription('adds −1.40');
  expect(strip.element().querySelectorAll('.token-against, .token-for')).toHaveLength(5);
  await expect
    .element(sheet.getByText(/\(\+0\.20\) to this text \(\+0\.20\)\. The sum is off by 0\.2%/))
    .toBeVisible();
  await expect.element(sheet.getByRole('listitem').filter({ hasText: '“and bad” +0.70' })).toBeVisible();
  await sheet.getByRole('combobox', { name: 'Colour the words by' }).selectOptions('occlusion');
  await expect.element(bad).toHaveAccessibleDescription('adds −2.10');
  await button('What each word adds, as numbers').click();
  const table = sheet.getByRole('table', { name: 'What each word adds, as numbers' });
  await expect.element(table.getByRole('row', { name: 'bad −2.10 +0.25 +0.25 3 +0.70' })).toBeVisible();
  await sheet
    .getByRole('combobox', { name: 'Colour the words by' })
    .selectOptions('exact part of the pooled states');
  await expect.element(bad).toHaveAccessibleDescription('adds +0.50');
  await expect
    .element(sheet.getByText(/^The logit \+2\.60 is the bias \+0\.10 and \+2\.50 from the pooled states/))
    .toBeVisible();
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('shows a unit close up, its equations and numbers, and all units in a picture; axe finds nothing', async () => {
  await openTraced('great food and bad service');
  await expect.element(sheet.getByText(/^Unit 1 writes most at “great” \(input gate 0\.60\)/)).toBeVisible();
  await expect
    .element(sheet.getByRole('figure', { name: /^forget gate, 0\.58 at “service”$/ }))
    .toBeVisible();
  await button('great: positive 83.2% if the text ended here').click();
  await button('The equations').click();
  // Its indices stand below the line.
  const cellState = sheet.getByText('ct = ft ∘ ct−1 + it ∘ c̃t = 0.90 · 0.00 + 0.60 · 0.66 = 1.00');
  await expect.element(cellState).toBeVisible();
  expect(cellState.element().querySelectorAll('sub')).toHaveLength(5);
  await button('Backwards').click();
  const back = sheet.getByText('dht = dyt + dzt+1·UT = 0.10 + 0.10 = 0.20');
  await expect.element(back).toBeVisible();
  expect(back.element().querySelector('sup')?.textContent).toBe('T');
  await expect.element(sheet.getByText('dit = dct ∘ c̃t = 0.30 · 0.66 = 0.20')).toBeVisible();
  await button('All units').click();
  await sheet.getByRole('combobox', { name: 'Gate or state' }).selectOptions('forget gate');
  const picture = sheet.getByRole('img', { name: 'forget gate: 6 units by 5 words' });
  await expect.element(picture).toBeVisible();
  await picture.click({ position: { x: 5, y: 5 } });
  await button('The same as numbers').click();
  const table = sheet.getByRole('table', { name: 'Gates and states of unit 1 over the words' });
  await expect.element(table.getByRole('row', { name: /^great 0\.60 0\.90/ })).toBeVisible();
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it('replaces, removes and swaps words by clicking and by keys, and brings the text back', async () => {
  await openTraced('great food and bad service');
  const text = sheet.getByRole('textbox', { name: 'The text to look at' });
  const word = (name: string) => sheet.getByRole('button', { name: new RegExp(`^${name}: `) });
  await word('bad').click();
  await sheet.getByRole('textbox', { name: 'Another word' }).fill('great');
  await userEvent.keyboard('{Enter}');
  await expect.element(text).toHaveValue('great food and great service');
  await expect.element(sheet.getByText('The text was: great food and bad service')).toBeVisible();
  // The place stays chosen, and what the new word does is told at once.
  await expect.element(sheet.getByText(/^“great” moves the probability of positive from/)).toBeVisible();
  await button('Remove').click();
  await expect.element(text).toHaveValue('great food and service');
  await expect.element(word('service')).toHaveAttribute('aria-pressed', 'true');
  await button('Swap with another word').click();
  await expect.element(word('service')).toHaveFocus();
  await userEvent.keyboard('{Home}{ArrowRight}');
  await expect.element(word('food')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(text).toHaveValue('great service and food');
  await button('Swap with another word').click();
  await word('and').click();
  await expect.element(text).toHaveValue('great and service food');
  await button('Swap with another word').click();
  await userEvent.keyboard('{Escape}');
  await expect.element(sheet.getByText(/^Press the word to swap/)).not.toBeInTheDocument();
  await button('Bring back the original text').click();
  await expect.element(text).toHaveValue('great food and bad service');
  await expect.element(button('Bring back the original text')).toBeDisabled();
});

it('says what the network saw of a text without words it knows, and that it saw nothing of one without any', async () => {
  await openTraced('great food');
  const text = sheet.getByRole('textbox', { name: 'The text to look at' });
  await expect.element(sheet.getByText(/does not know/)).not.toBeInTheDocument();
  await text.fill('great zyzzyvaish food');
  await expect
    .element(
      sheet.getByText(
        'The network does not know 1 of these 3 words (dotted): it sees only that something stands there.',
      ),
    )
    .toBeVisible();
  await expect
    .element(sheet.getByRole('button', { name: /^zyzzyvaish \(unknown\): positive \d/ }))
    .toBeVisible();
  await text.fill('zyzzyvaish qwertzuiop');
  await expect
    .element(
      sheet.getByText(/^The network knows none of these words: all that it sees is “unknown”, 2 times\./),
    )
    .toBeVisible();
  await expect
    .element(sheet.getByText(/any other 2 unknown words would have the same answer\.$/))
    .toBeVisible();
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  for (const empty of ['😀😀 👍🏽', '…!?', '— ❤️ —']) {
    await text.fill(empty);
    await expect
      .element(sheet.getByText(/^The network sees nothing of this text: .* gives no answer/))
      .toBeVisible();
    await expect.element(sheet.getByRole('toolbar')).not.toBeInTheDocument();
    await expect.element(sheet.getByText('Write a review above.')).not.toBeInTheDocument();
  }
  await text.fill('great');
  await expect.element(sheet.getByRole('toolbar')).toBeVisible();
  await expect.element(sheet.getByText(/^The network sees nothing/)).not.toBeInTheDocument();
  await text.fill('zyzzyvaish');
  await expect
    .element(sheet.getByText(/^The network does not know this word: all that it sees is “unknown”\./))
    .toBeVisible();
});

it('measures what each part is for, and forgets that with another network', async () => {
  await openTraced('great food');
  await button('Measure each part').click();
  const table = sheet.getByRole('table', { name: 'Validation accuracy with each part shut' });
  await expect
    .element(table.getByRole('row', { name: 'Layer 1, backwards shut 84.7% −5.4 (−9.0 to −1.8)' }))
    .toBeVisible();
  await expect.element(table.getByRole('row', { name: /^Forget gates always open 84\.7%/ })).toBeVisible();
  await expect.element(sheet.getByText(/right on 90\.1% of 298 reviews/)).toBeVisible();
  const saved = catchSavedFiles();
  const save = sheet.getByRole('group', { name: 'Save the accuracies:' });
  for (const ending of ['SVG', 'CSV']) await save.getByRole('button', { name: ending }).click();
  expect(await saved.fileOf('parts.csv').text()).toMatch(
    /\r\n"Layer 1, backwards shut","0\.84\d*","0\.90\d*","-0\.05/,
  );
  // A bar with its frame for each of two directions and four gates, and the paper.
  expect((await saved.svgOf('parts.svg'))?.querySelectorAll('rect')).toHaveLength(1 + 2 * 6);
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  await app.controller.run.start();
  await expect.element(table).not.toBeInTheDocument();
  await expect.element(button('Measure each part')).toBeVisible();
  await expect.element(table).not.toBeInTheDocument();
});

it('proves the methods by curves, with a sentence and all numbers', async () => {
  await openTraced('great food');
  await button('Measure on test reviews').click();
  await expect
    .element(
      sheet.getByText(
        /^200 reviews that .* trust integrated gradients: .* As good: occlusion and relevance propagation\./,
      ),
    )
    .toBeVisible();
  const deletion = sheet.getByRole('figure', { name: 'Deletion: words made unknown' });
  expect(deletion.element().querySelectorAll('.proof-line')).toHaveLength(4);
  await expect
    .element(
      deletion.getByText(
        'With three tenths of the words unknown the answer is at 62.1%, in random order at 78.0%.',
      ),
    )
    .toBeVisible();
  await button('The curves as numbers').click();
  await expect
    .element(sheet.getByRole('row', { name: 'Occlusion 50.0% 80.0% +40.0 (+38.0 to +42.0) 90.0%' }))
    .toBeVisible();
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  await page.viewport(390, 844);
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  expect(document.documentElement.scrollWidth).toBe(390);
});

it.each([
  {
    what: 'the proof of attribution',
    command: 'measure-faithfulness',
    start: 'Measure on test reviews',
    progress: 'Measuring the methods',
    found: /^200 reviews that the network has not seen/,
  },
  {
    what: 'the table of parts',
    command: 'measure-changes',
    start: 'Measure each part',
    progress: 'Measuring what each part is for',
    found: /^As trained it is right on 90\.1% of 298 reviews/,
  },
])('cancels $what, which loses nothing, answers meanwhile and can be measured again', async (measurement) => {
  const { command, start, progress, found } = measurement;
  await openTraced('great food', { measurePace: 400 });
  const bar = sheet.getByRole('progressbar', { name: progress });
  const asked = () => app.workers.flatMap(({ received }) => received).filter(({ name }) => name === command);
  await button(start).click();
  await expect.element(bar).toHaveAttribute('aria-valuenow', expect.stringMatching(/[1-9]/));
  await expect.element(button(start)).not.toBeInTheDocument();
  await expect
    .poll(() => bar.element().getAttribute('aria-valuetext'), { timeout: 5_000 })
    .toMatch(/ About \d s left\.$/);
  await expect.element(sheet.getByText(found)).toBeVisible();
  expect(asked()).toHaveLength(1);

  await button(start).click();
  await expect.element(bar).toBeVisible();
  // Another question is answered while it goes on.
  await sheet.getByRole('textbox', { name: 'The text to look at' }).fill('bad food');
  await expect.element(sheet.getByRole('button', { name: /^bad: positive/ })).toBeVisible();
  await expect.element(bar).toBeVisible();
  await button('Cancel').click();
  await expect.element(bar).not.toBeInTheDocument();
  const cancelled = app.workers.flatMap(({ received }) => received).findLast(({ name }) => name === 'cancel');
  expect(cancelled).toMatchObject({ request: { id: asked()[1].id } });
  // What was found before is still there, and no problem is told.
  await expect.element(sheet.getByText(found)).toBeVisible();
  await expect.element(sheet.getByRole('alert')).not.toBeInTheDocument();
  await expect.element(sheet.getByRole('button', { name: /^bad: positive/ })).toBeVisible();

  await button(start).click();
  await expect.element(bar).toBeVisible();
  await expect.element(bar).not.toBeInTheDocument();
  await expect.element(sheet.getByText(found)).toBeVisible();
  expect(asked()).toHaveLength(3);
});

it('looks at another direction, in another order', async () => {
  await openTraced('great food');
  await sheet.getByRole('combobox', { name: 'Units by' }).selectOptions('how long they remember');
  await expect.element(sheet.getByRole('combobox', { name: 'Unit', exact: true })).toHaveValue('2');
  await expect.element(sheet.getByText(/It forgets nothing here/)).toBeVisible();
  await sheet.getByRole('combobox', { name: 'Layer and direction' }).selectOptions('Layer 1, backwards');
  await button('food: positive 83.2% if the text ended here').click();
  await button('The equations').click();
  // Read backwards it is the first word: there is no state before.
  await expect.element(sheet.getByText(/· 0\.00 \+/)).toBeVisible();
});

it('puts a gate where it stays and shuts a unit: probabilities change at once, accuracy is measured', async () => {
  await openTraced('great food');
  await expect.element(button('Measure on validation reviews')).toBeDisabled();
  await sheet.getByRole('combobox', { name: 'Forget gates' }).selectOptions('always open');
  await expect
    .element(sheet.getByText(/Changed: positive 50\.0% for the whole text instead of 83\.2%\./))
    .toBeVisible();
  await button('Shut unit 1').click();
  await expect.element(sheet.getByText(/Unit 1 is shut\./)).toBeVisible();
  const asked = app.workers.flatMap(({ received }) => received).filter(({ name }) => name === 'trace');
  expect(asked.at(-1)?.request).toEqual({
    text: 'great food',
    change: { gates: { forget: 'open' }, unit: { layer: 'lstm_0', direction: 'forward', unit: 0 } },
  });
  await button('Measure on validation reviews').click();
  await expect
    .element(sheet.getByText(/right on 84\.7% of 298 reviews that it was validated on, instead of 90\.1%/))
    .toBeVisible();
  await expect.poll(() => violations('.panel-inside')).toEqual([]);
  await button('As trained').click();
  await expect.element(button('great: positive 83.2% if the text ended here')).toBeVisible();
  await expect.element(sheet.getByText(/right on/)).not.toBeInTheDocument();
});

it('saves pictures as SVG and PNG, and their numbers as CSV', async () => {
  await openTraced('great & bad service');
  const saved = catchSavedFiles();
  const words = sheet.getByRole('group', { name: 'Save the words:' });
  await expect.element(sheet.getByRole('toolbar').getByText('−1.40')).toBeVisible();
  for (const ending of ['SVG', 'PNG', 'CSV']) await words.getByRole('button', { name: ending }).click();
  await button('All units').click();
  await sheet.getByRole('group', { name: 'Save all units:' }).getByRole('button', { name: 'SVG' }).click();
  await sheet.getByRole('group', { name: 'Save unit 1:' }).getByRole('button', { name: 'CSV' }).click();
  await expect
    .poll(saved.names)
    .toEqual(['words.svg', 'words.png', 'words.csv', 'all-units.svg', 'unit-1.csv'].sort());
  const svg = await saved.svgOf('words.svg');
  const labels = [...(svg?.querySelectorAll('text') ?? [])].map(({ textContent }) => textContent);
  expect(labels).toEqual(expect.arrayContaining(['bad', '−1.40', 'service']));
  const { width, height } = await createImageBitmap(saved.fileOf('words.png'));
  expect([width, height]).toEqual(
    ['width', 'height'].map((name) => 2 * Number(svg?.documentElement.getAttribute(name))),
  );
  const csv = await saved.fileOf('words.csv').text();
  expect(csv.split('\r\n')[0]).toMatch(
    /^\ufeff?"Word","Probability of positive .*","Adds, by integrated gradients"/,
  );
  expect(await saved.fileOf('unit-1.csv').text()).toMatch(
    /^\ufeff?"Word","input gate","forget gate",.*\r\n"great","0\.(59|60)\d*","0\.9"/,
  );
  const heat = await saved.svgOf('all-units.svg');
  // A cell for each unit and word, and the paper.
  expect(heat?.querySelectorAll('rect')).toHaveLength(6 * 3 + 1);
});
