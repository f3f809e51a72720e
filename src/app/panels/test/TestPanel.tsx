import { t } from '../../i18n/index.ts';
import { useApp, useController } from '../../state/react.ts';
import { isBusy } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { LoadModel } from '../../shared/LoadModel.tsx';
import './test.css';

const TestResult = lazyComponent(
  lazyPart('panels/test/TestResult.tsx', async () => (await import('./TestResult.tsx')).TestResult),
);

/** The test of what was trained runs by itself; one's own data or a loaded network can be tested again. */
function TestAgain() {
  const { model } = useController();
  const held = useApp((state) => state.model.held);
  const name = useApp((state) => state.data.loaded?.summary.name);
  const blocked = useApp((state) => isBusy(state.run) || state.data.loading !== null || state.test.running);
  if (!held) return <LoadModel />;
  if (name === undefined) return <p className="help">{t.test.needsData}</p>;
  return (
    <Action isDisabled={blocked} onPress={() => void model.test()}>
      {t.test.again(name)}
    </Action>
  );
}

export function TestPanel() {
  const { report, running, problem, on } = useApp((state) => state.test);
  return (
    <Panel name="test" title={t.test.title} lead={t.test.lead}>
      <div className="test-body" aria-busy={running}>
        {running && <p className="quiet-line">{t.test.running}</p>}
        {problem && <Notice kind="problem">{problem}</Notice>}
        {!running && !report && !problem && <p className="waiting">{t.test.waiting}</p>}
        {report && !running && (
          <LazyBoundary placeholder={<p className="quiet-line">{t.test.running}</p>}>
            <TestResult report={report} on={on ?? ''} />
          </LazyBoundary>
        )}
      </div>
      <TestAgain />
    </Panel>
  );
}
