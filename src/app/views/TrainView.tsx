import { NetworkDiagram } from '../charts/NetworkDiagram.tsx';
import { ModelPanel } from '../panels/model/ModelPanel.tsx';
import { TrainingPanel } from '../panels/training/TrainingPanel.tsx';
import { TryPanel } from '../panels/try/TryPanel.tsx';
import { useClassNames, useSettings } from '../state/react.ts';

/** What can be changed, what happens, and what the network says: side by side. */
export function TrainView() {
  const { config } = useSettings();
  return (
    <>
      <ModelPanel />
      <TrainingPanel />
      <div className="train-side">
        <NetworkDiagram config={config} classNames={useClassNames()} />
        <TryPanel />
      </div>
    </>
  );
}
