import { useEffect, useRef, useState } from 'react';

import { runWords } from '../../i18n/runs.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { useApp } from '../../state/react.ts';
import { Action } from '../../ui/Action.tsx';

const words = runWords;
const stays = 10_000;

/** For a while, and as long as it has the focus, a deleted run can be restored. */
function Undo({ name }: { name: string }) {
  const runs = useRuns();
  const box = useRef<HTMLDivElement>(null);
  const [isUsed, setUsed] = useState(false);
  useEffect(() => {
    // The button that was pressed goes away with its row: keyboard navigation continues from here.
    const at = document.activeElement;
    const wasHere = at === document.body || box.current?.closest('section')?.contains(at);
    if (wasHere) box.current?.querySelector('button')?.focus();
  }, []);
  useEffect(() => {
    if (isUsed) return;
    const timer = setTimeout(runs.forgetDeleted, stays);
    return () => clearTimeout(timer);
  }, [isUsed, runs]);
  return (
    <div
      ref={box}
      className="run-deleted"
      onPointerEnter={() => setUsed(true)}
      onPointerLeave={() => setUsed(false)}
      onFocus={() => setUsed(true)}
      onBlur={() => setUsed(false)}
    >
      <span>{words.deleted(name)}</span> <Action onPress={() => void runs.undo()}>{words.undo}</Action>
    </div>
  );
}

export function Deleted() {
  const deleted = useApp((state) => state.runs.deleted);
  return <div role="status">{deleted && <Undo key={deleted.id} name={deleted.name} />}</div>;
}
