import { RunsPanel } from '../panels/runs/RunsPanel.tsx';

/** All saved runs. */
export function RunsView() {
  return <RunsPanel />;
}
