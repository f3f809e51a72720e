import { describe, expect, it } from 'vitest';
import type { EpochEvent, MarkEvent, StepEvent } from '../../../contract/training.ts';
import '../../i18n/sentences.ts';
import { firstFigures, withEvent } from './figures.ts';

const epoch = (number: number): EpochEvent => ({
  type: 'epoch',
  epoch: number,
  loss: 0.5,
  accuracy: 0.7,
  validationLoss: 0.6,
  validationAccuracy: 0.65,
  learningRate: 0.01,
  seconds: 1,
});
const step = { type: 'step', step: 7 } as StepEvent;
const mark = (kind: MarkEvent['kind']): MarkEvent => ({
  type: 'mark',
  kind,
  step: 20,
  epoch: 2,
  message: { code: 'cancelled' },
});

describe('figures of a run', () => {
  it('begin with what is known of a run that is resumed', () => {
    expect(firstFigures({ epochs: [epoch(1)], marks: [mark('resumed')] })).toMatchObject({
      epochs: [{ epoch: 1 }],
      marks: [{ kind: 'resumed' }],
      lastStep: null,
    });
  });

  it('keep the last step, also when a group of steps is empty', () => {
    const one = withEvent(firstFigures(), { type: 'steps', steps: [{ ...step, step: 6 }, step] });
    expect(one.lastStep).toBe(step);
    expect(withEvent(one, { type: 'steps', steps: [] }).lastStep).toBe(step);
  });

  it('have the progress of a phase that tells it, and none of the next', () => {
    const progress = { share: 0.5, secondsLeft: 9 };
    const learning = withEvent(firstFigures(), { type: 'phase', phase: 'learning-vectors', progress });
    expect(learning).toMatchObject({ phase: 'learning-vectors', phaseProgress: progress });
    expect(withEvent(learning, { type: 'phase', phase: 'preparing' }).phaseProgress).toBeNull();
  });

  it('lose the epochs after the step that a run rolled back to, and none where another backend continues', () => {
    const three = [1, 2, 3].map(epoch).reduce(withEvent, firstFigures());
    for (const kind of ['divergence', 'resumed'] as const) {
      const back = withEvent(three, mark(kind));
      expect(back.epochs.map((done) => done.epoch)).toEqual([1, 2]);
      expect(back.marks).toHaveLength(1);
    }
    expect(withEvent(three, mark('backend')).epochs).toBe(three.epochs);
  });

  it('say each warning once, and are the same where nothing changes', () => {
    const warning = { type: 'warning', message: { code: 'one-class-part', part: 'test', rows: 12 } } as const;
    const warned = withEvent(firstFigures(), warning);
    expect(warned.warnings).toEqual([expect.stringContaining('12')]);
    expect(withEvent(warned, warning)).toBe(warned);
  });
});
