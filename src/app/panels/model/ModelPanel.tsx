import { useState } from 'react';

import {
  fieldNames,
  fields,
  presets,
  settingGroups,
  type FieldGroup,
  type FieldName,
} from '../../../workers/protocol.ts';
import { NetworkDiagram } from '../../charts/NetworkDiagram.tsx';
import { t } from '../../i18n/index.ts';
import { presetOf, type FieldProblems } from '../../state/settings/draft.ts';
import { useApp, useController, useSettings } from '../../state/react.ts';
import { isBusy, sizeOf } from '../../state/store.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { CopyLink } from './CopyLink.tsx';
import { Setting } from './Setting.tsx';
import './model.css';

const own = 'own';
const groups = Object.keys(settingGroups) as FieldGroup[];

/** The backend is chosen where training starts, in a panel of its own. */
function settingsOf(group: FieldGroup, advanced: boolean): FieldName[] {
  return fieldNames.filter(
    (name) =>
      name !== 'backend' && name in settingGroups[group] && (fields[name].advanced ?? false) === advanced,
  );
}

interface GroupProps {
  title: string;
  names: FieldName[];
  problems: FieldProblems;
  note?: string;
}

function Group({ title, names, problems, note }: GroupProps) {
  if (names.length === 0) return null;
  return (
    <fieldset className="settings">
      <legend>{title}</legend>
      <div className="settings-grid">
        {names.map((name) => (
          <Setting key={name} name={name} problem={problems[name]} />
        ))}
      </div>
      {note && <p className="help">{note}</p>}
    </fieldset>
  );
}

function PresetChoice() {
  const controller = useController();
  const draft = useApp((state) => state.draft);
  const isDisabled = useApp((state) => isBusy(state.run));
  const size = useApp(sizeOf);
  const current = presets.find(({ id }) => id === presetOf(draft, size));
  const options = presets.map(({ id, label }) => ({ value: id, label }));
  return (
    <Select
      label={t.model.preset}
      value={current?.id ?? own}
      options={current ? options : [...options, { value: own, label: t.model.ownSettings }]}
      help={current?.help ?? t.model.ownSettingsHelp}
      isDisabled={isDisabled}
      onChange={(id) => {
        if (id !== own) controller.settings.takePreset(id);
      }}
    />
  );
}

/** The shares as percentages, with what they leave for the test. */
function sharesNote(config: ReturnType<typeof useSettings>['config']): string | undefined {
  if (!config) return undefined;
  const { trainShare, validationShare } = config;
  return t.model.shares(trainShare, validationShare, 1 - trainShare - validationShare);
}

export function ModelPanel() {
  const { config, problems } = useSettings();
  const busy = useApp((state) => isBusy(state.run));
  const [isOpen, setOpen] = useState(false);
  // A wrong setting must not be hidden.
  const hidden = fieldNames.some((name) => problems[name] !== undefined && fields[name].advanced);

  return (
    <Panel step={4} name="model" title={t.model.title} lead={busy ? t.model.locked : t.model.lead}>
      <PresetChoice />
      <div className="model-network">
        <Group title={t.model.network} names={settingsOf('network', false)} problems={problems} />
        <NetworkDiagram config={config} />
      </div>
      <div className="model-learning">
        <Group title={t.model.learning} names={settingsOf('training', false)} problems={problems} />
        <Group title={t.model.reading} names={settingsOf('data', false)} problems={problems} />
      </div>
      <Disclosure title={t.model.more} isOpen={isOpen || hidden} onToggle={setOpen}>
        {groups.map((group) => (
          <Group
            key={group}
            title={t.model.moreGroups[group]}
            names={settingsOf(group, true)}
            problems={problems}
            note={group === 'data' ? sharesNote(config) : undefined}
          />
        ))}
      </Disclosure>
      <CopyLink />
    </Panel>
  );
}
