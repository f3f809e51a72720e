import { Fragment, useMemo, useState } from 'react';

import {
  fieldNames,
  fields,
  isSettingValue,
  settingGroups,
  type FieldGroup,
  type FieldName,
} from '../../../workers/protocol.ts';
import { t } from '../../i18n/index.ts';
import { presetDraft, type Draft, type FieldProblems } from '../../state/settings/draft.ts';
import { useApp, useController, useSettings } from '../../state/react.ts';
import { isBusy, dataSizeOf } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { BackendChoice } from './BackendChoice.tsx';
import { CopyLink } from './CopyLink.tsx';
import { Presets } from './Presets.tsx';
import { Setting } from './Setting.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import './model.css';

const Vectors = lazyComponent(
  lazyPart('panels/model/Vectors.tsx', async () => (await import('./Vectors.tsx')).Vectors),
);

const Unlabelled = lazyComponent(
  lazyPart('panels/model/Unlabelled.tsx', async () => (await import('./Unlabelled.tsx')).Unlabelled),
);

const groups = Object.keys(settingGroups) as FieldGroup[];
const shownGroups = ['network', 'training', 'data'] as const;

/** The backend stands beside what it came to, in a part of its own. */
function settingsOf(group: FieldGroup, advanced: boolean): FieldName[] {
  return fieldNames.filter(
    (name) =>
      name !== 'backend' && name in settingGroups[group] && (fields[name].advanced ?? false) === advanced,
  );
}

function ChosenVectors() {
  const start = useApp((state) => state.draft.embeddingStart);
  const isMissing = useApp(({ vectors: { problem, loading } }) =>
    [problem?.start, loading?.start].includes('english'),
  );
  if (!isSettingValue('embeddingStart', start) || (start === 'random' && !isMissing)) return null;
  return (
    <LazyBoundary placeholder={null}>
      <Vectors start={start} />
    </LazyBoundary>
  );
}

/** What gets pseudo-labels, once they are switched on. */
function ChosenUnlabelled() {
  const isOn = useApp((state) => state.draft.pseudoLabels === true);
  if (!isOn) return null;
  return (
    <LazyBoundary placeholder={null}>
      <Unlabelled use="labels" />
    </LazyBoundary>
  );
}

interface RowsProps {
  title: string;
  names: FieldName[];
  preset: Draft;
  problems: FieldProblems;
  note?: string;
}

function Rows({ title, names, preset, problems, note }: RowsProps) {
  if (names.length === 0) return null;
  return (
    <details className="settings" open>
      <summary>{title}</summary>
      {names.map((name) => (
        <Fragment key={name}>
          <Setting name={name} preset={preset[name]} problem={problems[name]} />
          {name === 'embeddingStart' && <ChosenVectors />}
          {name === 'pseudoLabels' && <ChosenUnlabelled />}
        </Fragment>
      ))}
      {note && <p className="help">{note}</p>}
    </details>
  );
}

/** The shares as percentages, with what they leave for the test. */
function sharesNote(config: ReturnType<typeof useSettings>['config']): string | undefined {
  if (!config) return undefined;
  const { trainShare, validationShare } = config;
  return t.model.shares(trainShare, validationShare, 1 - trainShare - validationShare);
}

/** The values that the form is compared with. */
function usePreset(): Draft {
  const id = useApp((state) => state.form.preset);
  const size = useApp(dataSizeOf);
  const punctuation = useApp((state) => state.draft.punctuation);
  const tokenization = useApp((state) => state.draft.tokenization);
  return useMemo(
    () => presetDraft(id, size, { punctuation, tokenization }),
    [id, size, punctuation, tokenization],
  );
}

function Undo() {
  const { settings } = useController();
  const canUndo = useApp((state) => state.form.past.length > 0 && !isBusy(state.run));
  return (
    <Action kind="quiet" isDisabled={!canUndo} onPress={settings.undo}>
      {t.model.undo}
    </Action>
  );
}

/** All settings of a run, one on a line. */
export function ModelPanel() {
  const { config, problems } = useSettings();
  const preset = usePreset();
  const [isOpen, setOpen] = useState(false);
  // A wrong setting must not hide in the fold.
  const hidden = fieldNames.some((name) => problems[name] !== undefined && fields[name].advanced);

  return (
    <Panel name="model" title={t.model.title} actions={<Undo />}>
      <Presets />
      {shownGroups.map((group) => (
        <Rows
          key={group}
          title={t.model.groups[group]}
          names={settingsOf(group, false)}
          preset={preset}
          problems={problems}
        />
      ))}
      <Disclosure title={t.model.more} isOpen={isOpen || hidden} onToggle={setOpen}>
        {groups.map((group) => (
          <Rows
            key={group}
            title={t.model.moreGroups[group]}
            names={settingsOf(group, true)}
            preset={preset}
            problems={problems}
            note={group === 'data' ? sharesNote(config) : undefined}
          />
        ))}
      </Disclosure>
      <BackendChoice />
      <CopyLink />
    </Panel>
  );
}
