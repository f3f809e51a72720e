import { flowWords } from '../../i18n/flow.ts';
import { useFlow } from '../../state/flow/actions.ts';
import { useApp } from '../../state/react.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { FlowBody } from './FlowBody.tsx';

/** Closed until a user wants it: as long as it is open, each epoch is looked at. */
export function FlowPart() {
  const flow = useFlow();
  const isOn = useApp((state) => state.flow.isOn);
  return (
    <Disclosure title={flowWords.title} isOpen={isOn} onToggle={(isOpen) => flow.turn(isOpen)}>
      <FlowBody />
    </Disclosure>
  );
}
