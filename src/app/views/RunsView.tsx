import { RunsPanel } from '../panels/runs/RunsPanel.tsx';
import { StudiesPanel } from '../panels/studies/StudiesPanel.tsx';

/** All saved studies and runs. */
export function RunsView() {
  return (
    <>
      <StudiesPanel />
      <RunsPanel />
    </>
  );
}
