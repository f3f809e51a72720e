import { curveWords } from '../../i18n/curves.ts';
import { useChecking } from '../../state/findings/checking.ts';
import { useApp } from '../../state/react.ts';
import { awaitsColumns } from '../../state/store.ts';
import { ViewLink } from '../../ui/ViewLink.tsx';

/** Says before training what the check of the data found to be a problem; with it the check begins. */
export function DataLine() {
  useChecking();
  const count = useApp(
    ({ doctor }) => doctor.report?.findings.filter(({ severity }) => severity === 'problem').length ?? 0,
  );
  const isOfOther = useApp((state) => awaitsColumns(state.data));
  if (count === 0 || isOfOther) return null;
  return (
    <p>
      <ViewLink view="data">{curveWords.dataProblems(count)}</ViewLink>
    </p>
  );
}
