import { unitsWords } from '../i18n/units.ts';
import { useUnits } from '../state/units/actions.ts';
import type { UnitOfNetwork } from '../../workers/protocol.ts';
import { Action } from '../ui/Action.tsx';
import { goTo } from '../ui/focus.ts';

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
