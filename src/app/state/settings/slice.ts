/** What the form knows besides its values: the preset that they are compared with, and what they were before. */
import { presets, type FieldName, type RunConfig } from '../../../workers/protocol.ts';
import { draftOf, type Draft } from './draft.ts';

export interface FormState {
  /** The id of the preset that was taken last: what differs from it is marked. */
  preset: string;
  /** Earlier values, the oldest first, to go back to. */
  past: readonly Draft[];
  /** The field that is being typed in: all that is typed there until it is left is one change. */
  typing: FieldName | null;
}

export const idleForm: FormState = { preset: presets[0].id, past: [], typing: null };

/** How many changes can be taken back. */
const most = 100;

interface Form {
  draft: Draft;
  form: FormState;
}

/**
 * The form with other values, as one change that can be taken back.
 * @param typing the field that is being typed in; null where the change is whole
 */
export function changed({ draft: before, form }: Form, draft: Draft, typing: FieldName | null = null): Form {
  const isSameChange = typing !== null && typing === form.typing;
  const past = isSameChange ? form.past : [...form.past, before].slice(-most);
  return { draft, form: { ...form, past, typing } };
}

/** The form with other settings, which can be taken back; the choice of backend stays. */
export const withSettings = (state: Form, config: RunConfig): Form =>
  changed(state, { ...draftOf(config), backend: state.draft.backend });
