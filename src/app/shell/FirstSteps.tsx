import { t } from '../i18n/index.ts';
import { useApp } from '../state/react.ts';
import { awaitsColumns, type AppState } from '../state/store.ts';
import { Action } from '../ui/Action.tsx';
import { firstSteps, useFlag } from './stored-flag.ts';
import './FirstSteps.css';

/** What can be done first with what is loaded; what is done already is no step. */
function firstStep({ data, run }: AppState): string | null {
  if (awaitsColumns(data)) return t.hints.columns;
  return data.loaded && run.status === 'idle' ? t.hints.start[data.loaded.source.kind] : null;
}

/** Hints for a first visit, in one line where there is room. */
export function FirstSteps() {
  const areShown = useFlag(firstSteps);
  const first = useApp(firstStep);
  const hasOwn = useApp(({ data }) => awaitsColumns(data) || data.loaded?.source.kind === 'files');
  if (!areShown) return null;
  const steps = [first, t.hints.compare, hasOwn ? null : t.hints.drop].filter((step) => step !== null);
  return (
    <section className="first-steps" aria-label={t.hints.label}>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Action kind="quiet" onPress={() => firstSteps.set(false)}>
        {t.hints.close}
      </Action>
    </section>
  );
}
