import { t } from '../i18n/index.ts';
import { Action } from '../ui/Action.tsx';
import { firstSteps, useFlag } from './stored-flag.ts';
import './FirstSteps.css';

/** Three hints for a first visit, in one line where there is room. */
export function FirstSteps() {
  const areShown = useFlag(firstSteps);
  if (!areShown) return null;
  return (
    <section className="first-steps" aria-label={t.hints.label}>
      <ol>
        {t.hints.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Action kind="quiet" onPress={() => firstSteps.set(false)}>
        {t.hints.close}
      </Action>
    </section>
  );
}
