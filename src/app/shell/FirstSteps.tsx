import { t } from '../i18n/index.ts';
import { Action } from '../ui/Action.tsx';
import { hideFirstSteps, useFirstSteps } from './first-steps.ts';
import './FirstSteps.css';

/** Three hints for a first visit, in one line where there is room. */
export function FirstSteps() {
  const areShown = useFirstSteps();
  if (!areShown) return null;
  return (
    <section className="first-steps" aria-label={t.hints.label}>
      <ol>
        {t.hints.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Action kind="quiet" onPress={hideFirstSteps}>
        {t.hints.close}
      </Action>
    </section>
  );
}
