import { NetworkDiagram } from '../charts/NetworkDiagram.tsx';
import { ModelPanel } from '../panels/model/ModelPanel.tsx';
import { TrainingPanel } from '../panels/training/TrainingPanel.tsx';
import { TryPanel } from '../panels/try/TryPanel.tsx';
import { lazyPart } from '../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../ui/LazyBoundary.tsx';
import { useClassNames, useSettings } from '../state/react.ts';

const SeedChoice = lazyComponent(
  lazyPart(
    'panels/studies/SeedChoice.tsx',
    async () => (await import('../panels/studies/SeedChoice.tsx')).SeedChoice,
  ),
);
const StudyNotes = lazyComponent(
  lazyPart(
    'panels/studies/StudyNotes.tsx',
    async () => (await import('../panels/studies/StudyNotes.tsx')).StudyNotes,
  ),
);

const FlowPart = lazyComponent(
  lazyPart('panels/flow/FlowPart.tsx', async () => (await import('../panels/flow/FlowPart.tsx')).FlowPart),
);

/** What can be changed, what happens, and what the network says: side by side. */
export function TrainView() {
  const { config } = useSettings();
  return (
    <>
      <ModelPanel />
      <TrainingPanel
        foot={
          <LazyBoundary placeholder={null}>
            <FlowPart />
          </LazyBoundary>
        }
        actions={
          <LazyBoundary placeholder={null}>
            <SeedChoice />
          </LazyBoundary>
        }
      >
        <LazyBoundary placeholder={null}>
          <StudyNotes />
        </LazyBoundary>
      </TrainingPanel>
      <div className="train-side">
        <NetworkDiagram config={config} classNames={useClassNames()} />
        <TryPanel />
      </div>
    </>
  );
}
