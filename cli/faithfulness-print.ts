/** The proof of attribution as lines for a user. */
import { say } from '../src/contract/messages/en/say.ts';
import type { Faithfulness, FaithfulOrder } from '../src/model/index.ts';
import { percent, points } from './print.ts';

const cell = (text: string) => text.padStart(9);
const name = (text: string) => text.padEnd(21);
const decimal = (value: number) => value.toFixed(2).replace('-', '−');

export function faithfulnessLines({
  reviews,
  words,
  shares,
  orders,
  agreement,
  controls,
  trusted: [trusted, ...others],
}: Faithfulness): string[] {
  const head = shares.map((share) => cell(`${Math.round(100 * share)}%`).slice(3)).join('');
  const curve = (of: (order: FaithfulOrder) => number[]) =>
    orders.map(
      (order) =>
        name(order.name) +
        of(order)
          .map((value) => cell(percent(value)).slice(3))
          .join(''),
    );
  return [
    `${reviews} reviews that the network has not seen, ${words.toFixed(1)} words each`,
    'Deletion: probability of the answer with so many words unknown, those first that speak most for it',
    name('') + head,
    ...curve(({ deletion }) => deletion),
    'Insertion: with so many of these words shown, and all others unknown',
    name('') + head,
    ...curve(({ insertion }) => insertion),
    `${name('')}${cell('deletion')}${cell('insertion')}  over random order, 95% interval   signs right   of strongest tenth`,
    ...orders.map(orderLine),
    ...agreement.map(
      ({ methods, correlation }) => `rank correlation of ${methods.join(' and ')}: ${decimal(correlation)}`,
    ),
    ...controls.map(
      ({ method, correlation }) =>
        `rank correlation of sizes by ${method} with those on random weights: ${decimal(correlation)}`,
    ),
    say(trusted ? { code: 'trust-method', method: trusted, others } : { code: 'trust-none' }),
  ];
}

function orderLine({ name: method, deletionArea, insertionArea, overRandom, signs }: FaithfulOrder): string {
  const areas = name(method) + cell(percent(deletionArea)) + cell(percent(insertionArea));
  if (!signs) return areas;
  const { mean, interval } = overRandom;
  const over = `${points(mean)} (${points(interval[0])} to ${points(interval[1])}) points`;
  return `${areas}  ${over.padEnd(34)}${percent(signs.all).padEnd(14)}${percent(signs.strongest)}`;
}
