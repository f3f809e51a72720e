/** What a run says of itself, in sentences. */
import type { EndEvent } from '../events.ts';
import { positionOf } from './state.ts';

export function endMessage(reason: EndEvent['reason'], restoredEpoch: number | null, epochs: number): string {
  const kept =
    restoredEpoch === null
      ? ''
      : ` The network has the weights of epoch ${restoredEpoch}, the best on validation.`;
  switch (reason) {
    case 'finished':
      return `Training finished after ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}.${kept}`;
    case 'stopped':
      return 'You stopped the training. The network keeps what it learned so far.';
    case 'early-stopping':
      return `Training stopped early: validation loss no longer got better.${kept}`;
    case 'diverged':
      return `The loss is no longer a number: the learning rate is too high. Lower it and start again.${kept}`;
  }
}

export function resumedMessage(step: number, stepsPerEpoch: number): string {
  const { epoch } = positionOf(step, stepsPerEpoch);
  return `Training goes on in epoch ${epoch}, after step ${step.toLocaleString('en')}.`;
}
