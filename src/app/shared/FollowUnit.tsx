import { unitsWords } from '../i18n/units.ts';
import { useUnits } from '../state/units/actions.ts';
import type { UnitOfNetwork } from '../../workers/protocol.ts';
import { Action } from '../ui/Action.tsx';

/** The focus and what is in view move to a panel. */
function goTo(selector: string): void {
  const panel = document.querySelector<HTMLElement>(selector);
  if (!panel) return;
  panel.tabIndex = -1;
  panel.focus();
  panel.scrollIntoView();
}

/** From the microscope to the other places in the data at which its unit is strong. */
export function FollowUnit(of: UnitOfNetwork) {
  const units = useUnits();
  return (
    <div>
      <Action
        onPress={() => {
          units.follow(of);
          goTo('.panel-units');
        }}
      >
        {unitsWords.follow(of.unit)}
      </Action>
    </div>
  );
}
