/** A made-up look inside a network after an epoch: what a simple RNN learns from shrinks fastest. Never shipped. */
import type { EpochAsked, EpochInside, GradientFlow, RunConfig } from '../../workers/protocol.ts';
import { fakeInside } from './fake-insight.ts';

const distances = 24;

function flowOf(cell: RunConfig['cell'], share: number): GradientFlow {
  const norms = Array.from({ length: distances }, (_, back) => 0.1 * share ** back);
  return { cell, norms, reviews: 16 };
}

export function fakeEpochInside({ cell }: RunConfig, epoch: number, asked: EpochAsked): EpochInside {
  const { flow, text } = asked;
  const isSimple = cell === 'simple-rnn';
  const inside = text === null ? null : fakeInside(text, null);
  return {
    type: 'inside',
    epoch,
    cell,
    flow: flow ? flowOf(cell, isSimple ? 0.6 : 0.8 + 0.02 * Math.min(epoch, 5)) : null,
    untrained: flow && !isSimple ? flowOf('simple-rnn', 0.5) : null,
    reading: inside && {
      text: inside.text,
      tokens: inside.tokens.map(({ token }) => token),
      running: inside.running,
    },
  };
}
