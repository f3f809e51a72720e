import { useMemo } from 'react';

import type { RunConfig } from '../../../workers/protocol.ts';
import { useSettings } from '../../state/react.ts';
import type { SavedStudy } from '../../state/store.ts';
import { cellName, nameBesideForm } from '../../state/studies/cell-name.ts';

/** What to call a setting of the study: by what varies, else beside the form as it is now. */
export function useSettingName({ plan }: SavedStudy): (settings: Partial<RunConfig>) => string {
  const { config } = useSettings();
  const besideForm = useMemo(() => nameBesideForm(plan, config), [plan, config]);
  return (settings) => cellName(settings) || besideForm;
}
