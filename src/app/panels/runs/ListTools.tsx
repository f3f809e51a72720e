import { useId, useState } from 'react';

import type { RunSummary } from '../../../workers/protocol.ts';
import { runWords } from '../../i18n/runs.ts';
import { useApp, useController } from '../../state/react.ts';
import { runFile, runFileKinds, type RunFileKind } from '../../state/runs/run-files.ts';
import type { RunsView } from '../../state/runs/slice.ts';
import { patch } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { SearchField } from '../../ui/SearchField.tsx';
import type { Column } from './run-columns.ts';

const words = runWords;

/** How the list is looked at, and what changes that. */
export function useRunsView(): { view: RunsView; setView: (change: Partial<RunsView>) => void } {
  const { store } = useController();
  const view = useApp((state) => state.runs.view);
  const setView = (change: Partial<RunsView>) =>
    patch(store, 'runs', { view: { ...store.getState().runs.view, ...change } });
  return { view, setView };
}

function ColumnChoice({ all, shown }: { all: readonly Column[]; shown: readonly Column[] }) {
  const { view, setView } = useRunsView();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const isShown = new Set(shown.map(({ name }) => name));
  return (
    <div className="run-columns">
      <Action kind="quiet" isExpanded={isOpen} controls={id} onPress={() => setOpen(!isOpen)}>
        {words.chooseColumns}
      </Action>
      <fieldset id={id} hidden={!isOpen}>
        <legend className="visually-hidden">{words.chooseColumns}</legend>
        {all.slice(1).map(({ name, title }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={isShown.has(name)}
              onChange={({ target }) =>
                setView({ columns: new Map([...view.columns, [name, target.checked]]) })
              }
            />{' '}
            {title}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

export interface ListToolsProps {
  /** In the order of the list. */
  runs: readonly RunSummary[];
  selected: readonly RunSummary[];
  all: readonly Column[];
  shown: readonly Column[];
}

/** What is found, which columns are shown, and the runs as files: those that are ticked, else all that are listed. */
export function ListTools({ runs, selected, all, shown }: ListToolsProps) {
  const { view, setView } = useRunsView();
  const exported = selected.length > 0 ? selected : runs;
  function download(kind: RunFileKind): void {
    const { fileName, type, text } = runFile(kind, exported);
    saveFile(fileName, new TextEncoder().encode(text), type);
  }
  return (
    <div className="run-tools">
      <SearchField label={words.find} search={view.search} onSearch={(search) => setView({ search })} />
      <Menu
        isDisabled={exported.length === 0}
        items={runFileKinds.map((kind) => ({
          label: words.exportKinds[kind],
          onPress: () => download(kind),
        }))}
      >
        {words.exportList(selected.length, runs.length)}
      </Menu>
      <ColumnChoice all={all} shown={shown} />
    </div>
  );
}
