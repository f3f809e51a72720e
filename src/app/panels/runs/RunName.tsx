import { useState } from 'react';

import type { RunSummary } from '../../../workers/protocol.ts';
import { runWords } from '../../i18n/runs.ts';
import { trainsElsewhere } from '../../state/runs/slice.ts';
import { useRuns } from '../../state/runs/saved-runs.ts';
import { useApp } from '../../state/react.ts';
import { busyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { useFocus } from '../../ui/focus.ts';

const words = runWords;
const longestName = 120;
const longestNotes = 2_000;

/** The run's name with what became of it. */
export function RunName({ run }: { run: RunSummary }) {
  const now = useApp((state) => (state.run.id === run.id ? busyStatus(state.run) : null));
  const isElsewhere = useApp((state) => trainsElsewhere(state, run.id));
  const ended = isElsewhere ? 'elsewhere' : run.status;
  const status = words.status[now === null ? ended : now === 'paused' ? 'paused' : 'training'];
  return (
    <span className="run-name">
      <span dir="auto">{run.name}</span> {status && <span className="tag">{status}</span>}
      {run.notes && (
        <span className="run-notes" dir="auto">
          {run.notes}
        </span>
      )}
    </span>
  );
}

export interface RenameProps {
  run: RunSummary;
  onDone: () => void;
}

/** The name as a field, in the place of the actions. Escape leaves it as it was. */
export function Rename({ run, onDone }: RenameProps) {
  const runs = useRuns();
  const input = useFocus<HTMLInputElement>();
  const [name, setName] = useState(run.name);

  function save() {
    const trimmed = name.trim();
    if (trimmed !== '' && trimmed !== run.name) void runs.rename(run.id, trimmed);
    onDone();
  }

  return (
    <form
      className="run-form field"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <input
        ref={input}
        aria-label={words.newName(run.name)}
        value={name}
        maxLength={longestName}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <Action onPress={save}>{words.save}</Action>
      <Action kind="quiet" onPress={onDone}>
        {words.cancel}
      </Action>
    </form>
  );
}

/** What the user writes about a run, in the place of the actions. Escape leaves it as it was. */
export function Notes({ run, onDone }: RenameProps) {
  const runs = useRuns();
  const field = useFocus<HTMLTextAreaElement>();
  const [notes, setNotes] = useState(run.notes ?? '');
  function save() {
    if (notes.trim() !== (run.notes ?? '')) void runs.note(run.id, notes);
    onDone();
  }
  return (
    <form
      className="run-form field"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={field}
        aria-label={words.notesOf(run.name)}
        value={notes}
        maxLength={longestNotes}
        rows={3}
        dir="auto"
        onChange={(event) => setNotes(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <Action onPress={save}>{words.save}</Action>
      <Action kind="quiet" onPress={onDone}>
        {words.cancel}
      </Action>
    </form>
  );
}
