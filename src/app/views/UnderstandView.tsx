import { DecidePanel } from '../panels/decide/DecidePanel.tsx';
import { ErrorGroupsPanel } from '../panels/errors/ErrorGroupsPanel.tsx';
import { InsidePanel } from '../panels/inside/InsidePanel.tsx';
import { LabelErrorsPanel } from '../panels/errors/LabelErrorsPanel.tsx';
import { LinePanel } from '../panels/line/LinePanel.tsx';
import { TestPanel } from '../panels/test/TestPanel.tsx';
import { UnitsPanel } from '../panels/units/UnitsPanel.tsx';
import { WordsPanel } from '../panels/words/WordsPanel.tsx';

/** What the network can do, and where it errs. */
export function UnderstandView() {
  return (
    <>
      <TestPanel />
      <InsidePanel />
      <UnitsPanel />
      <LinePanel />
      <WordsPanel />
      <DecidePanel />
      <ErrorGroupsPanel />
      <LabelErrorsPanel />
    </>
  );
}
