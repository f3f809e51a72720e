import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';

import type { Message } from '../../../contract/messages/message.ts';
import { violations } from '../../testing/axe.ts';
import type { FakeOptions } from '../../testing/fake-worker.ts';
import { renderApp, type RenderedApp } from '../../testing/render-app.tsx';
import { patch } from '../../state/store.ts';

let app: RenderedApp;
const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options, undefined, 'data');
};
const sheet = page.getByRole('region', { name: 'Check the data', exact: true });
const received = (name: string) => app.workers.flatMap((w) => w.received).filter((c) => c.name === name);
const examined = () => received('examine').length;
async function isChecked() {
  await expect.element(sheet.getByText(/reviews checked/)).toBeVisible();
}
const finding = (text: RegExp) => sheet.getByRole('listitem').filter({ hasText: text });

async function openOwnFile() {
  const file = new File(['review,sentiment\nfine,positive\n'], 'reviews.csv');
  await app.controller.take([{ path: file.name, file }]);
}

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('the check of the data', () => {
  it('swaps classes that are the wrong way round by one press', async () => {
    const message: Message<'found-direction'> = {
      code: 'found-direction',
      bad: 'negative',
      good: 'positive',
      wordsOfBad: ['great', 'love'],
      wordsOfGood: ['worst', 'awful'],
    };
    const classes = { positive: 0, neutral: 1, negative: 2 };
    await open({
      doctor: {
        findings: [
          {
            id: 'direction',
            severity: 'problem',
            count: 1_150,
            message,
            effect: { code: 'effect-direction' },
            fixes: [{ kind: 'classes', classes }],
            hasRows: false,
          },
        ],
      },
    });
    await openOwnFile();
    const found = finding(/such as “worst” and “awful”, those of “negative” such as “great” and “love”/);
    await found.getByRole('button', { name: 'Swap the classes' }).click();
    await expect
      .poll(() =>
        received('choose-columns')
          .map(({ request }) => request)
          .at(-1),
      )
      .toMatchObject({ choice: { classes } });
  });

  it('shows nothing of what was loaded before while a file waits for its columns', async () => {
    await open();
    await isChecked();
    const file = new File(['review,mood\nfine,positive\n'], 'unclear.csv');
    await app.controller.take([{ path: file.name, file }]);
    await expect.element(sheet.getByText(/Choose the columns of the file above/)).toBeVisible();
    expect(sheet.getByRole('list', { name: 'Baselines' }).query()).toBeNull();
    await expect.element(sheet).not.toHaveTextContent(/2,980/);
    await app.controller.data.setLabelColumn('sentiment');
    await expect.element(sheet.getByText(/reviews checked/)).toBeVisible();
    await expect.element(sheet.getByRole('list', { name: 'Baselines' })).toBeVisible();
  });

  it('is asked by itself, and says the baselines, what is used and what was found', async () => {
    await open();
    await isChecked();
    const baselines = sheet.getByRole('list', { name: 'Baselines' });
    await expect.element(baselines.getByText('Always “positive”')).toBeVisible();
    await expect.element(sheet.getByText(/The network should beat this/)).toBeVisible();
    expect(baselines.getByRole('listitem').elements()).toHaveLength(2);
    // One scale from 50% to 100%: 79.19% is at 58%.
    const track = document.querySelectorAll('.score-track')[1].getBoundingClientRect();
    const bar = document.querySelectorAll('.score-track span')[1].getBoundingClientRect();
    expect(bar.width / track.width).toBeCloseTo(0.58, 1);

    await expect
      .element(sheet.getByText('2,980 reviews checked: 1 problem, 2 warnings, and 1 note.'))
      .toBeVisible();
    await expect.element(sheet.getByText('used, 3,000 read.')).toBeVisible();
    const severities = [...document.querySelectorAll('.finding-severity')].map((e) => e.textContent);
    expect(severities).toEqual(['Problem', 'Warning', 'Warning', 'Note']);
    await expect
      .element(sheet.getByRole('figure', { name: 'Words a review' }))
      .toHaveAccessibleDescription(/12\.5% are longer than the limit of 50 words/);
    await expect
      .element(sheet.getByRole('figure', { name: 'What the vocabulary covers' }))
      .toHaveAccessibleDescription(/5,000 most frequent words make up/);
    await expect
      .element(sheet.getByRole('figure', { name: 'Classes along the file' }))
      .toHaveAccessibleDescription(/between 37\.0% and 62\.9%/);
    await expect.element(sheet.getByRole('list', { name: 'for positive' })).toHaveTextContent(/^greatlove/);

    expect(await violations('.panel-doctor')).toEqual([]);
  });

  it('is asked again for settings that matter, and not for others', async () => {
    await open();
    await isChecked();
    expect(examined()).toBe(1);
    app.controller.settings.set('epochs', '7');
    app.controller.settings.set('maxLength', '30');
    await expect.element(sheet.getByText(/before the last change/)).toBeVisible();
    app.controller.settings.set('maxLength', '24');
    await expect.element(sheet.getByText('limit 24')).toBeVisible();
    expect(examined()).toBe(2);
    expect(received('examine')[1].request).toMatchObject({ config: { maxLength: 24, epochs: 7 } });
    app.controller.settings.set('epochs', '8');
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(examined()).toBe(2);
  });

  it('waits while the network trains; its accuracy stands with its test alone', async () => {
    await open({ holdAt: 15, checkPace: 200 });
    await expect.element(sheet.getByText(/Looking at the reviews/)).toBeVisible();
    app.controller.settings.set('epochs', '1');
    void app.controller.run.start();
    await expect.element(sheet.getByText(/waits until the run has ended/)).toBeVisible();
    await expect.poll(() => received('cancel').length).toBe(1);
    app.workers[0].release();
    const baselines = sheet.getByRole('list', { name: 'Baselines' });
    await expect.element(baselines).toBeVisible();
    app.controller.view.show('understand');
    await expect.element(page.getByRole('table', { name: /on the same reviews/ })).toBeVisible();
    app.controller.view.show('data');
    await expect.element(baselines).toBeVisible();
    expect(sheet.getByText(/Your network/).query()).toBeNull();
  });

  it('keeps old figures readable', async () => {
    await open();
    await isChecked();
    patch(app.controller.store, 'doctor', { isOld: true });
    await expect.element(sheet.getByText(/before the last change/)).toBeVisible();
    expect(await violations('.panel-doctor')).toEqual([]);
  });

  it('comes before the backends are measured, and says what it waits for when they are measured first', async () => {
    await open({ checkPace: 300 });
    const probed = () => received('probe-backends').length;
    await expect.element(sheet.getByText(/Looking at the reviews: \d+% …/)).toBeVisible();
    app.controller.settings.set('seed', '2');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(probed()).toBe(1);
    await isChecked();
    await expect.poll(probed, { timeout: 3_000 }).toBe(2);

    patch(app.controller.store, 'doctor', { report: null, isOld: true });
    patch(app.controller.store, 'backend', { checking: true });
    await expect
      .element(sheet.getByText('The check waits until the backends have been measured.'))
      .toBeVisible();
  });

  it('stands under the data at the width of the page: a long list of columns leaves no empty room', async () => {
    await open();
    await openOwnFile();
    await isChecked();
    const box = (name: string) => document.querySelector(`.panel-${name}`)?.getBoundingClientRect();
    const [data, doctor] = [box('data'), box('doctor')];
    expect(doctor?.top).toBeGreaterThanOrEqual(data?.bottom ?? Infinity);
    expect(doctor?.width).toBe(data?.width);
  });

  it('can be cancelled, and asked for', async () => {
    await open({ checkPace: 300 });
    await sheet.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(sheet.getByText('You cancelled the check.')).toBeVisible();
    const [asked] = received('examine');
    expect(received('cancel')[0].request).toEqual({ id: asked.id });
    await sheet.getByRole('button', { name: 'Check now' }).click();
    await expect.poll(examined).toBe(2);
  });

  it('fixes by a setting', async () => {
    await open();
    await isChecked();
    await sheet.getByRole('button', { name: 'Read up to 70 words' }).click();
    await expect.poll(() => app.controller.store.getState().draft.maxLength).toBe('70');
    // A sample's rows are its authors' choice.
    expect(sheet.getByRole('button', { name: 'Exclude near duplicates' }).query()).toBeNull();
  });

  it('fixes by reading one’s own file in another way', async () => {
    await open();
    await openOwnFile();
    await finding(/nearly the same/)
      .getByRole('button', { name: 'Exclude near duplicates' })
      .click();
    await expect.poll(() => received('choose-columns').length).toBe(2);
    // The button is gone with what it fixed: the focus moves to the list's head.
    expect(document.activeElement?.textContent).toBe('What was found');
    expect(received('choose-columns')[1].request).toMatchObject({
      choice: { cleaning: { excludeNearDuplicates: true } },
    });
    await finding(/nearly the same/)
      .getByRole('button', { name: 'Read it as windows-1258' })
      .click();
    await expect.poll(() => received('open-files').length).toBe(2);
    expect(received('open-files')[1].request).toMatchObject({ encoding: 'windows-1258' });
  });

  it('says so in one sentence when nothing is wrong', async () => {
    await open({ doctor: { findings: [] } });
    await expect
      .element(sheet.getByText('Nothing is wrong with this data. You can train on it.'))
      .toBeVisible();
  });

  it('says what went wrong, and can be asked again', async () => {
    await open({
      fail: { examine: { code: 'bad-input', told: { code: 'failed', detail: 'There is too little data.' } } },
    });
    await expect.element(sheet.getByRole('alert')).toHaveTextContent('There is too little data.');
    await expect.element(sheet.getByRole('button', { name: 'Check now' })).toBeEnabled();
  });
});
