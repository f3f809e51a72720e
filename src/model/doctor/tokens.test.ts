import { describe, expect, it } from 'vitest';
import { presetConfig, type RunConfig } from '../../contract/settings.ts';
import { fixLabel } from '../../contract/messages/en/fixes.ts';
import { say } from '../../contract/messages/en/say.ts';
import type { FindingId } from '../../contract/findings.ts';
import { datasetFromTable } from '../data/dataset.ts';
import { datasetOf, textColumn, type Dataset } from '../data/index.ts';
import { spacelessDataset } from '../testing/spaceless-data.ts';
import { examine } from './index.ts';
import { plantedChoice, plantedTable, reviews, type PlantedRow } from './testing/reviews.ts';

async function finding(dataset: Dataset, id: FindingId, values: Partial<RunConfig> = {}) {
  const { report, rowsOf } = await examine(dataset, { ...presetConfig(), ...values });
  const found = report.findings.find((one) => one.id === id);
  const { message, effect } = found ?? {};
  return {
    report,
    ...(found && { ...found, message: message && say(message), effect: effect && say(effect) }),
    rows: [...(rowsOf.get(id) ?? [])],
  };
}

describe('texts without spaces', () => {
  const thai = spacelessDataset('th', 300, 2);

  it('are cut as the data asks for, and the check says how and why', async () => {
    expect(await finding(thai, 'tokenization')).toMatchObject({
      severity: 'note',
      message: '100% of all letters are Thai, which is written without spaces between words.',
      effect: 'Each character is a token; the model keeps this rule.',
      fixes: [{ kind: 'settings', change: { tokenization: 'segmenter' } }],
    });
    const { id } = await finding(thai, 'tokenization', { tokenization: 'segmenter' });
    expect(id).toBeUndefined();
  });

  it('are a problem for words, and the check offers a fix', async () => {
    expect(await finding(thai, 'tokenization', { tokenization: 'words' })).toMatchObject({
      severity: 'problem',
      effect:
        'So a “word” is a whole clause: few come twice, and nearly all of them are unknown to the network.',
      fixes: [{ kind: 'settings', change: { tokenization: 'automatic' } }],
    });
  });

  it('are counted, covered and told apart by the rule’s tokens', async () => {
    const words = (await finding(thai, 'tokenization', { tokenization: 'words' })).report;
    const characters = (await finding(thai, 'tokenization')).report;
    const segments = (await finding(thai, 'tokenization', { tokenization: 'segmenter' })).report;
    expect(words.lengths.median).toBe(1);
    expect(characters.lengths.median).toBeGreaterThan(20);
    expect(segments.lengths.median).toBeGreaterThan(4);
    expect(segments.coverage.distinct).toBeLessThan(90);
    expect(segments.baselines.bagOfWords).toBeGreaterThan(words.baselines.bagOfWords + 0.2);
    expect(new Set([words, characters, segments].map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });
});

describe('emoji', () => {
  /** A tenth of the reviews has one. */
  function withEmoji(of: (row: PlantedRow) => string): Promise<Dataset> {
    const rows = reviews(1_000, 4).map((row, i) =>
      i % 10 === 0 ? { ...row, text: `${row.text} ${of(row)}` } : row,
    );
    return datasetFromTable(plantedTable(rows), plantedChoice);
  }

  it('that tell the class are found, with their reviews, where the network does not read them', async () => {
    const dataset = await withEmoji(({ label }) => (label === 'pos' ? '😍' : '🤮'));
    const found = await finding(dataset, 'emoji');
    expect(found).toMatchObject({
      severity: 'warning',
      fixes: [{ kind: 'settings', change: { punctuation: true } }],
    });
    expect(found.message).toMatch(
      /^Emoji tell the class in \d+ training reviews, such as (😍: 100%|🤮: 100%)/u,
    );
    expect(found.rows.length).toBeGreaterThan(60);
    expect(found.rows.every((row) => row % 10 === 0)).toBe(true);
    expect((await finding(dataset, 'emoji', { punctuation: true })).id).toBeUndefined();
  });

  it('that stand in both classes alike are no finding', async () => {
    const dataset = await withEmoji(() => '🙂');
    expect((await finding(dataset, 'emoji')).id).toBeUndefined();
  });
});

it('says limits in what texts are cut into', async () => {
  const texts = Array.from(
    { length: 60 },
    (_, i) => `${String.fromCharCode(0x4e00 + i * 7)}好吃的东西很多很多`,
  );
  const dataset = datasetOf({
    name: 'characters',
    texts: textColumn(texts),
    classes: Uint8Array.from(texts, (_, i) => i % 2),
    classNames: ['negative', 'positive'],
  });
  const { report } = await examine(dataset, { ...presetConfig(), tokenization: 'characters', maxLength: 5 });
  expect(report.tokens).toBe('characters');
  const found = report.findings.find(({ id }) => id === 'long-texts');
  expect(found && say(found.message)).toBe('60 reviews are longer than the limit of 5 characters.');
  expect(found && say(found.effect)).toContain('of all characters');
  expect(found && fixLabel(found.fixes[0], report.tokens)).toBe('Read up to 10 characters');
});
