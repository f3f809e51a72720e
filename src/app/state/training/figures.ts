/** What training has said of a run so far, but for its curve. */
import type {
  EpochEvent,
  MarkEvent,
  Phase,
  PhaseProgress,
  StepEvent,
  TrainEvent,
} from '../../../contract/training.ts';
import { say } from '../../i18n/index.ts';
import type { EndEvent } from './slice.ts';

export interface RunFigures {
  phase: Phase | null;
  phaseProgress: PhaseProgress | null;
  lastStep: StepEvent | null;
  epochs: EpochEvent[];
  warnings: string[];
  marks: MarkEvent[];
  end: EndEvent | null;
}

/** @param earlier what is known of the run when it is resumed */
export function firstFigures(earlier: Partial<Pick<RunFigures, 'epochs' | 'marks'>> = {}): RunFigures {
  const { epochs = [], marks = [] } = earlier;
  return { phase: null, phaseProgress: null, lastStep: null, epochs, warnings: [], marks, end: null };
}

/** A mark after which what came later is void; one of a change of backend is not. */
export const isReturn = (event: TrainEvent): event is MarkEvent =>
  event.type === 'mark' && event.kind !== 'backend';

/** New arrays only where something was added: what draws them looks at identity. */
export function withEvent(figures: RunFigures, event: TrainEvent): RunFigures {
  switch (event.type) {
    case 'phase':
      return { ...figures, phase: event.phase, phaseProgress: event.progress ?? null };
    case 'steps':
      return { ...figures, lastStep: event.steps.at(-1) ?? figures.lastStep };
    case 'epoch':
      return { ...figures, epochs: [...figures.epochs, event] };
    case 'warning': {
      const warning = say(event.message);
      if (figures.warnings.includes(warning)) return figures;
      return { ...figures, warnings: [...figures.warnings, warning] };
    }
    case 'mark': {
      const marks = [...figures.marks, event];
      if (!isReturn(event)) return { ...figures, marks };
      return { ...figures, marks, epochs: figures.epochs.filter(({ epoch }) => epoch <= event.epoch) };
    }
    case 'end':
      return { ...figures, end: event };
    case 'backend':
    case 'inside':
      return figures;
  }
}
