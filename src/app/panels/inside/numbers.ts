/** What the look inside shows, as tables that can be saved. */
import type { CsvValue } from '../../../contract/csv.ts';
import type { Faithfulness } from '../../../workers/protocol.ts';
import { insideWords as words } from '../../i18n/inside.ts';
import { proofWords } from '../../i18n/proof.ts';
import type { HeatPicture, UnitPicture, WordsPicture } from './pictures.ts';
import { shareColumns, type Shares } from './share-columns.ts';
import { curveOf } from './units.ts';

/** The verdict after each word, and all that each word adds. */
export function wordsCsv(shares: Shares, { shown }: Pick<WordsPicture, 'shown'>): CsvValue[][] {
  const { tokens, running, classes } = shares.inside;
  const columns = shareColumns(shares);
  return [
    [words.wordColumn, words.verdict(classes[shown]), ...columns.map(({ name }) => name)],
    ...tokens.map(({ token }, t) => [token, running[t][shown], ...columns.map(({ values }) => values[t])]),
  ];
}

/** Every gate and state of a unit at each word. */
export function unitCsv({ view, tokens, unit }: UnitPicture): CsvValue[][] {
  const parts = words.parts(view.layer.cell);
  const curves = parts.map((part) => curveOf(view, part, unit));
  return [
    [words.wordColumn, ...parts.map((part) => words.nameOf(view.layer.cell, part))],
    ...tokens.map(({ token }, t) => [token, ...curves.map((curve) => curve[t])]),
  ];
}

/** One gate or state of all units at each word. */
export function heatCsv({ view, part, order }: HeatPicture, tokens: UnitPicture['tokens']): CsvValue[][] {
  const curves = order.map((unit) => curveOf(view, part, unit));
  return [
    [words.wordColumn, ...order.map(words.unitName)],
    ...tokens.map(({ token }, t) => [token, ...curves.map((curve) => curve[t])]),
  ];
}

/** A line for each curve: what it is of, its order, and its heights. */
export function proofCsv({ orders, shares }: Faithfulness): CsvValue[][] {
  return [
    ['', proofWords.columns.order, ...shares.map(proofWords.share)],
    ...(['deletion', 'insertion'] as const).flatMap((kind) =>
      orders.map((order) => [proofWords.curveTable(kind), proofWords.order(order.name), ...order[kind]]),
    ),
  ];
}
