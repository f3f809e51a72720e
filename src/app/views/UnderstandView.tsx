import { DecidePanel } from '../panels/decide/DecidePanel.tsx';
import { ErrorGroupsPanel } from '../panels/errors/ErrorGroupsPanel.tsx';
import { InsidePanel } from '../panels/inside/InsidePanel.tsx';
import { LabelErrorsPanel } from '../panels/errors/LabelErrorsPanel.tsx';
import { TestPanel } from '../panels/test/TestPanel.tsx';

/** What the network can do, and where it errs. */
export function UnderstandView() {
  return (
    <>
      <TestPanel />
      <InsidePanel />
      <DecidePanel />
      <ErrorGroupsPanel />
      <LabelErrorsPanel />
    </>
  );
}
