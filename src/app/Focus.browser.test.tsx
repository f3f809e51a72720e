import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';

import type { ViewId } from './state/view/slice.ts';
import { FakeRuns, fakeShelf } from './testing/fake-runs.ts';
import type { FakeOptions } from './testing/fake-worker.ts';
import { renderApp, type RenderedApp } from './testing/render-app.tsx';

let app: RenderedApp;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const region = (name: string) => page.getByRole('region', { name, exact: true });

const show = (view: ViewId) => app.controller.view.show(view);
/** The test has come after training. */
const tested = page.getByRole('link', { name: 'See where it errs' });

const open = async (options?: Partial<FakeOptions>) => {
  app = await renderApp(options);
};

/** What a keyboard is at: its name or its words, shortened. */
const atFocus = () => {
  const { activeElement: at } = document;
  if (!at || at === document.body) return 'body';
  return at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40) ?? at.tagName;
};

/** Presses a button as a keyboard does. */
async function press(name: string | RegExp, within: Pick<typeof page, 'getByRole'> = page): Promise<void> {
  const target = within.getByRole('button', { name, exact: true });
  await expect.element(target).toBeEnabled();
  (target.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
}

/** The same in a menu, which opens with its first entry. */
async function choose(action: string, within: Pick<typeof page, 'getByRole'>): Promise<void> {
  await press(/^Actions for/, within);
  const entry = page.getByRole('menuitem', { name: action, exact: true });
  await expect.element(entry).toBeVisible();
  (entry.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
}

/** The focus lies within this part of the page, and stays there. */
async function expectFocusIn(part: { element(): Element }): Promise<void> {
  const isIn = () => part.element().contains(document.activeElement);
  await expect.poll(isIn, { message: `the focus is at ${atFocus()}` }).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(isIn(), `the focus is at ${atFocus()}`).toBe(true);
}

beforeAll(() => page.viewport(1280, 900));
afterEach(() => app.unmount());

describe('the keyboard stays where it was', () => {
  it('on Start, Pause, Resume and Stop, which can be pressed no more', async () => {
    await open({ holdAt: 60 });
    await press('Start training');
    // It is one button, which starts, pauses and resumes.
    await expect.element(button('Pause')).toBeEnabled();
    expect(atFocus()).toBe('Pause');
    expect(app.workers[0].received.filter(({ name }) => name === 'train')).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Resume')).toBeEnabled();
    expect(atFocus()).toBe('Resume');
    await userEvent.keyboard('{Enter}');
    await expect.element(button('Pause')).toBeEnabled();
    expect(atFocus()).toBe('Pause');
    await press('Stop');
    await expect.element(tested).toBeVisible();
    expect(atFocus()).toBe('Stop');
  });

  it('while a step is profiled, a network is packed and tested', async () => {
    await open({ packPace: 50 });
    await press('Profile a step');
    await expectFocusIn(region('Model'));
    expect(atFocus()).toBe('Profile a step');
    await page.getByRole('textbox', { name: 'Epochs', exact: true }).fill('1');
    await press('Start training');
    await expect.element(tested).toBeVisible();
    show('understand');
    await press(/^Test on/);
    await expectFocusIn(region('Test'));
    show('export');
    await press('Download trained weights');
    await expectFocusIn(region('Export'));
    await press('Continue training');
    await press('Cancel', region('Export'));
    await expectFocusIn(region('Export'));
  });

  it('when data is saved, chosen and deleted', async () => {
    await open();
    await app.controller.take([
      { path: 'reviews.csv', file: new File(['review,sentiment\n'], 'reviews.csv') },
    ]);
    await press('Save');
    await expect.element(button('Delete reviews.csv')).toBeVisible();
    await expectFocusIn(region('Data'));
    await press('Delete reviews.csv');
    await press('Keep it');
    await expectFocusIn(region('Data'));
    await press('Delete reviews.csv');
    await press('Delete it');
    await expectFocusIn(region('Data'));
  });

  it('when reading and the check of the data are cancelled', async () => {
    await open({ checkPace: 300 });
    show('data');
    await press('Cancel', region('Check the data'));
    await expect.element(button('Check now')).toBeVisible();
    await expectFocusIn(region('Check the data'));
    await press('Check now');
    await expectFocusIn(region('Check the data'));
    app.workers[0].slowDown(500);
    const reading = app.controller.take([{ path: 'a.csv', file: new File(['review,sentiment\n'], 'a.csv') }]);
    await press('Cancel', region('Data'));
    await reading;
    await expectFocusIn(region('Data'));
  });

  it('when a fix is made', async () => {
    await open();
    show('data');
    await press(/^Read up to/);
    await expectFocusIn(region('Check the data'));
  });

  it('when a sentence is dismissed', async () => {
    await open();
    app.controller.store.setState({ notice: 'Something broke.' });
    await press('Dismiss');
    await expectFocusIn(page.getByRole('main'));
  });
});

describe('in the list of runs, the keyboard stays', () => {
  const sheet = region('Runs');
  const ofRun = (name: string) => sheet.getByRole('group', { name: `Actions for “uci-sentences, ${name}”` });
  const withRuns = () => open({ runs: new FakeRuns(fakeShelf()), holdAt: 255 });

  it('when a run is renamed, deleted and restored', async () => {
    await withRuns();
    show('runs');
    await choose('Rename', ofRun('article'));
    await press('Cancel', sheet);
    await expectFocusIn(ofRun('article'));
    await choose('Delete', ofRun('article'));
    await expect.poll(atFocus).toBe('Undo');
    await userEvent.keyboard('{Enter}');
    await expect.element(ofRun('article')).toBeVisible();
    await expectFocusIn(sheet);
  });

  it('when a run is resumed, or put off', async () => {
    await withRuns();
    await press('Save for later');
    await expectFocusIn(region('Training'));
    show('runs');
    await choose('Continue', ofRun('28 Nov 14:05'));
    await expect.element(button('Pause')).toBeEnabled();
    await expectFocusIn(sheet);
  });

  it('when an interrupted run is resumed from its notice', async () => {
    await withRuns();
    await press('Resume', region('Interrupted run'));
    await expect.element(button('Pause')).toBeEnabled();
    await expectFocusIn(region('Training'));
  });
});

it('leaves the focus gone when somebody has clicked beside everything', async () => {
  await open();
  (button('Start training').element() as HTMLElement).focus();
  (document.activeElement as HTMLElement).blur();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(atFocus()).toBe('body');
});
