import { describe, expect, it } from 'vitest';
import { saying } from '../../contract/messages/testing/saying.ts';
import { cellsOf, settingNames, variedSetting } from './grid.ts';

describe('a setting that varies', () => {
  it.each([
    ['keepProb', '0.3, 0.5,0.7', [0.3, 0.5, 0.7]],
    ['keepProb', '0.3..0.7:5', [0.3, 0.4, 0.5, 0.6, 0.7]],
    ['epochs', '2..5', [2, 3, 4, 5]],
    ['batchSize', '16..64:4', [16, 32, 48, 64]],
    ['optimizer', 'adam,adadelta', ['adam', 'adadelta']],
    ['bidirectional', 'true,false', [true, false]],
    ['layerSizes', '32; 64, 32', [[32], [64, 32]]],
  ] as const)('%s=%s has its values', (name, text, values) => {
    expect(variedSetting(name, text)).toEqual({ name, values });
  });

  it.each([
    ['keepProb', '0.5,2', 'keep_prob'],
    ['keepProb', '0.5,0.50', 'twice'],
    ['keepProb', '0.3..0.7', 'a count of values'],
    ['epochs', '5..2', 'lower end first'],
    ['optimizer', 'adam,atom', 'Optimizer'],
  ] as const)('%s=%s is refused', (name, text, sentence) => {
    expect(() => variedSetting(name, text)).toThrow(saying(sentence));
  });
});

describe('cells', () => {
  const varied = [variedSetting('keepProb', '0.5,1'), variedSetting('epochs', '1..3')];

  it('are all combinations, the last setting changing fastest', () => {
    expect(cellsOf(varied)).toEqual([
      { keepProb: 0.5, epochs: 1 },
      { keepProb: 0.5, epochs: 2 },
      { keepProb: 0.5, epochs: 3 },
      { keepProb: 1, epochs: 1 },
      { keepProb: 1, epochs: 2 },
      { keepProb: 1, epochs: 3 },
    ]);
    expect(cellsOf([])).toEqual([{}]);
    expect(settingNames(cellsOf(varied))).toEqual(['keepProb', 'epochs']);
  });

  it('can be some of them, drawn by chance, none twice and always the same', () => {
    const drawn = cellsOf(varied, 4);
    expect(new Set(drawn.map((cell) => JSON.stringify(cell))).size).toBe(4);
    expect(cellsOf(varied, 4)).toEqual(drawn);
    expect(cellsOf(varied, 9)).toEqual(cellsOf(varied));
  });

  it('are not so many that nobody waits for them', () => {
    const wide = [variedSetting('epochs', '1..99'), variedSetting('batchSize', '1..99')];
    expect(() => cellsOf(wide)).toThrow(saying('9,801 combinations'));
  });
});
