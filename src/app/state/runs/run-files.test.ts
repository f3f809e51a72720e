import { describe, expect, it } from 'vitest';

import { fieldNames } from '../../../workers/protocol.ts';
import { fakeRun } from '../../testing/fake-runs.ts';
import { runFile } from './run-files.ts';

const runs = [
  fakeRun('best', { status: 'finished', notes: '=1+1 "quoted"\nsecond line' }, 3),
  fakeRun('+cmd', { name: '+cmd', backend: null }, 2),
];

/** Lines of cells; each cell is in quotes. */
function cells(text: string): string[][] {
  expect(text.startsWith('\ufeff')).toBe(true);
  return text
    .slice(1)
    .split('\r\n')
    .filter(Boolean)
    .map((line) =>
      [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell]) => cell.replaceAll('""', '"')),
    );
}

describe('runs as files', () => {
  it('have a line a run with all settings and figures, safe to open in a spreadsheet', () => {
    const { fileName, text } = runFile('runs-csv', runs);
    expect(fileName).toBe('forget-gate-runs.csv');
    const [head, first, second] = cells(text);
    const of = (line: string[], name: string) => line[head.indexOf(name)];
    expect(head.slice(-fieldNames.length)).toEqual(fieldNames);
    expect(of(first, 'notes')).toBe('\'=1+1 "quoted"\nsecond line');
    expect(of(second, 'name')).toBe("'+cmd");
    expect(Number(of(first, 'test_accuracy'))).toBe(runs[0].test?.accuracy);
    expect(of(first, 'started')).toBe(new Date(runs[0].started).toISOString());
    expect(of(first, 'keepProb')).toBe(String(runs[0].config.keepProb));
    expect(of(first, 'layerSizes')).toBe(runs[0].config.layerSizes.join(', '));
    expect([of(second, 'test_accuracy'), of(second, 'computed_by')]).toEqual(['', '']);
    expect(second).toHaveLength(head.length);
  });

  it('have a line an epoch, with figures as they were computed', () => {
    const { text } = runFile('epochs-csv', runs);
    const [head, ...lines] = cells(text);
    expect(lines.map(([id]) => id)).toEqual(['best', 'best', 'best', "'+cmd", "'+cmd"]);
    const { validationLoss, learningRate } = runs[0].epochs[1];
    expect(Number(lines[1][head.indexOf('validation_loss')])).toBe(validationLoss);
    expect(Number(lines[1][head.indexOf('learning_rate')])).toBe(learningRate);
    expect(lines[1][head.indexOf('epoch')]).toBe('2');
  });

  it('have all of it as JSON, but for what only this device means', () => {
    const { text, type } = runFile('json', runs);
    const { format, version, runs: read } = JSON.parse(text);
    expect([type, format, version]).toEqual(['application/json', 'forget-gate-runs', 1]);
    expect(read).toHaveLength(2);
    expect(read[0]).toMatchObject({
      id: 'best',
      notes: runs[0].notes,
      config: runs[0].config,
      epochs: runs[0].epochs,
    });
    for (const name of ['hasModel', 'hasState', 'bytes', 'isNamed']) expect(read[0]).not.toHaveProperty(name);
  });
});
