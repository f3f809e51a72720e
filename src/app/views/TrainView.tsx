import { NetworkDiagram } from '../charts/NetworkDiagram.tsx';
import { ModelPanel } from '../panels/model/ModelPanel.tsx';
import { TrainingPanel } from '../panels/training/TrainingPanel.tsx';
import { TryPanel } from '../panels/try/TryPanel.tsx';
import { lazyPart } from '../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../ui/LazyBoundary.tsx';
import { useClassNames, useSettings } from '../state/react.ts';

const StudyChoice = lazyComponent(
  lazyPart(
    'panels/studies/StudyChoice.tsx',
    async () => (await import('../panels/studies/StudyChoice.tsx')).StudyChoice,
  ),
);

/** What can be changed, what happens, and what the network says: side by side. */
export function TrainView() {
  const { config } = useSettings();
  return (
    <>
      <ModelPanel />
      <TrainingPanel>
        <LazyBoundary placeholder={null}>
          <StudyChoice />
        </LazyBoundary>
      </TrainingPanel>
      <div className="train-side">
        <NetworkDiagram config={config} classNames={useClassNames()} />
        <TryPanel />
      </div>
    </>
  );
}
