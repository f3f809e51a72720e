/** What the table of settings says about each. */

/**
 * What a setting has a say in.
 * `vocabulary`: which words a network knows; `encoding`: what becomes of a text; `parameters`: the sizes of weights;
 * `step-time`: how long a step takes; `training`: what else a run computes; `baseline`: what the network is compared
 * with.
 */
export type Affected =
  | 'split'
  | 'vocabulary'
  | 'encoding'
  | 'parameters'
  | 'step-time'
  | 'training'
  | 'baseline'
  | 'machine';

interface FieldBase<T> {
  default: T;
  affects: readonly Affected[];
  /** What files and records mean that were written before the setting existed, where that is not the default. */
  absent?: T;
  /** A run may be resumed with another value. */
  mayChangeOnResume?: true;
  /** A preset leaves it as it is: it is not about the network. */
  isPersonal?: true;
  /** Another value is the same experiment drawn anew: what repeats a run, and is nothing to vary. */
  isDraw?: true;
  /** The command line's name for it, where it is not the field's own. */
  flag?: string;
  /** Its name and the values that had another one in files, links and records of earlier versions. */
  earlier?: { name: string; values: Readonly<Record<string, string>> };
  /** Behind "More settings" in the form. */
  advanced?: boolean;
}
export interface NumberField extends FieldBase<number> {
  kind: 'integer' | 'number';
  min: number;
  max: number;
  /** The step of the form's arrows. */
  step: number;
  /** Its range is one to slide over. */
  slider?: true;
}
export interface NumbersField extends FieldBase<readonly number[]> {
  kind: 'integers';
  min: number;
  max: number;
  maxCount: number;
}
export interface ChoiceField extends FieldBase<string> {
  kind: 'choice';
  choices: readonly string[];
}
export interface SwitchField extends FieldBase<boolean> {
  kind: 'switch';
}
export type Field = NumberField | NumbersField | ChoiceField | SwitchField;

export type Fields = Readonly<Record<string, Field>>;
