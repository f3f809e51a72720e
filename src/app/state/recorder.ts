/** Gathers what training says and writes it to the store a few times a second, not at each message. */
import type { EpochEvent, Phase, RunConfig, StepEvent, TrainEvent } from '../../workers/protocol.ts';
import { createCurve } from './curve.ts';
import { patch, type AppStore, type EndEvent } from './store.ts';

export interface Recorder {
  hear(event: TrainEvent): void;
  /** Writes what has not been written yet, now. */
  flush(): void;
}

const writeEvery = 250;

export function createRecorder(store: AppStore, config: RunConfig): Recorder {
  const curve = createCurve();
  // New arrays only where something was added: what draws them looks at identity.
  let epochs: EpochEvent[] = [];
  let warnings: string[] = [];
  let phase: Phase | null = null;
  let lastStep: StepEvent | null = null;
  let end: EndEvent | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function write(): void {
    timer = null;
    const stepsPerEpoch = lastStep ? lastStep.totalSteps / config.epochs : 1;
    patch(store, 'run', {
      phase,
      lastStep,
      curve: curve.points(stepsPerEpoch),
      epochs,
      warnings,
      end,
    });
  }

  function take(event: TrainEvent): void {
    switch (event.type) {
      case 'phase':
        phase = event.phase;
        return;
      case 'backend':
        patch(store, 'backend', { report: event.report, problem: null });
        return;
      case 'steps':
        curve.add(event.steps);
        lastStep = event.steps.at(-1) ?? lastStep;
        return;
      case 'epoch':
        epochs = [...epochs, event];
        return;
      case 'warning':
        if (!warnings.includes(event.message)) warnings = [...warnings, event.message];
        return;
      case 'end':
        end = event;
        return;
      default:
        event satisfies never;
    }
  }

  return {
    hear(event) {
      take(event);
      timer ??= setTimeout(write, writeEvery);
    },
    flush() {
      if (timer !== null) clearTimeout(timer);
      write();
    },
  };
}
