import { useEffect } from 'react';

import { labIds } from '../../../contract/labs.ts';
import { labWords as words } from '../../i18n/labs.ts';
import { useLabs } from '../../state/labs/actions.ts';
import { labSteps } from '../../state/labs/steps.ts';
import { useApp } from '../../state/react.ts';
import { progressOfLab } from '../../state/store.ts';
import { hashOfLab } from '../../state/view/slice.ts';
import { Panel } from '../../ui/Panel.tsx';
import './labs.css';

/** All labs, as links. */
export function LabsList() {
  const actions = useLabs();
  const labs = useApp((state) => state.labs);
  useEffect(() => actions.watch(), [actions]);
  return (
    <Panel name="labs" title={words.title} lead={words.lead}>
      <ol className="labs-list" aria-label={words.list}>
        {labIds.map((id) => {
          const text = words.labs[id];
          const { done, isRevealed } = progressOfLab(labs, id);
          return (
            <li key={id}>
              <a href={hashOfLab(id)}>{text.title}</a>
              <p>{text.lead}</p>
              <p className="help">{words.progress(done, labSteps[id].length, isRevealed)}</p>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
