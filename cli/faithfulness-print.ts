/** The proof of attribution as lines for a user. */
import type { Faithfulness, FaithfulOrder } from '../src/model/index.ts';
import { percent, say, t, wholePercent } from './language.ts';

const cell = (text: string) => text.padStart(9);
const name = (text: string) => text.padEnd(21);

export function faithfulnessLines({
  reviews,
  words,
  shares,
  orders,
  agreement,
  controls,
  trusted: [trusted, ...others],
}: Faithfulness): string[] {
  const head = shares.map((share) => cell(wholePercent(share)).slice(3)).join('');
  const curve = (of: (order: FaithfulOrder) => number[]) =>
    orders.map(
      (order) =>
        name(order.name) +
        of(order)
          .map((value) => cell(percent(value)).slice(3))
          .join(''),
    );
  return [
    t.proof.reviews(reviews, words),
    t.proof.deletions,
    name('') + head,
    ...curve(({ deletion }) => deletion),
    t.proof.insertions,
    name('') + head,
    ...curve(({ insertion }) => insertion),
    `${name('')}${cell(t.proof.deletion)}${cell(t.proof.insertion)}  ${t.proof.columns}`,
    ...orders.map(orderLine),
    ...agreement.map(({ methods, correlation }) => t.proof.agreement(methods, correlation)),
    ...controls.map(({ method, correlation }) => t.proof.control(method, correlation)),
    say(trusted ? { code: 'trust-method', method: trusted, others } : { code: 'trust-none' }),
  ];
}

function orderLine({ name: method, deletionArea, insertionArea, overRandom, signs }: FaithfulOrder): string {
  const areas = name(method) + cell(percent(deletionArea)) + cell(percent(insertionArea));
  if (!signs) return areas;
  const over = t.proof.overRandom(overRandom.mean, overRandom.interval);
  return `${areas}  ${over.padEnd(34)}${percent(signs.all).padEnd(14)}${percent(signs.strongest)}`;
}
