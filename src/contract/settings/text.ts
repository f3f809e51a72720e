/**
 * A setting's value as text, and back. The form, the link and the command line read and write it here, so that
 * the same text means the same everywhere. Whatever could mean two things is refused, with how it is written.
 */
import { isSettingValue, type HowToWrite, type SettingProblem } from './check.ts';
import type { Field, NumberField, NumbersField } from './field.ts';
import { fields, type FieldName, type RunConfig } from './table.ts';

export type ReadSetting<K extends FieldName = FieldName> =
  | { value: RunConfig[K]; problem: null }
  /** What is wrong, and how it is written. */
  | { value: null; problem: SettingProblem };

/** A list has commas between its numbers; `parseSetting` gives the same value back. */
export function formatSetting(value: RunConfig[FieldName]): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** Marks of direction and joiners that come along when a number is copied: nobody sees them. */
const invisible = /[\u200B-\u200F\u2060\u2066-\u2069\uFEFF]/g;
/** Letters, digits and signs as wide as a Chinese character: another keyboard's way to write the same. */
const wide = /[\uFF01-\uFF5E]/g;
const wideOffset = 0xfee0;

function plain(text: string): string {
  const narrow = text.replace(wide, (sign) => String.fromCharCode(sign.charCodeAt(0) - wideOffset));
  return narrow.replace(invisible, '').trim();
}

/** `Number` alone would take "", "0x10" and "Infinity" as well. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** 5,000 and 5.000 are five thousand to some and five to others. */
const grouped = /^[1-9]\d{0,2}([.,'’_\s]\d{3})+$/;
/** Numbers with anything between them that users put there. */
const severalNumbers = /^\d+(?:[\s,;:|/+*x×→>-]+\d+)+[\s,;]*$/;

/** Adding zero makes −0 the same as 0. */
const numberOf = (text: string): number => (decimal.test(text) ? Number(text) + 0 : Number.NaN);

/** The whole number that is meant, when this text has separators in it. */
function ungrouped({ min, max }: NumberField, text: string): HowToWrite | undefined {
  const digits = text.replace(/\D/g, '');
  const fits = grouped.test(text) && Number(digits) >= min && Number(digits) <= max;
  return fits ? { kind: 'ungrouped', digits } : undefined;
}

/** How the numbers in this text are written as a list, when that can be told. */
function asList(field: NumbersField, text: string): HowToWrite | undefined {
  if (!severalNumbers.test(text)) return undefined;
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const fits = numbers.length <= field.maxCount && numbers.every((n) => n >= field.min && n <= field.max);
  return fits ? { kind: 'list', numbers } : undefined;
}

/** How to write it, for a text that is no value of this kind; undefined: there is nothing more to say. */
function howToWrite(field: Field, text: string): HowToWrite | undefined {
  switch (field.kind) {
    case 'integer':
      return ungrouped(field, text);
    case 'number':
      return /\d[,'’_\s]\d/.test(text) ? { kind: 'decimal' } : undefined;
    case 'integers':
      return asList(field, text);
    case 'choice':
    case 'switch':
      return undefined;
  }
}

/** @returns undefined for a text that is no value of this kind */
function read(field: Field, text: string): unknown {
  switch (field.kind) {
    case 'integer':
      return grouped.test(text) ? undefined : numberOf(text);
    case 'number':
      return numberOf(text);
    case 'integers':
      return text.split(',').map((part) => numberOf(part.trim()));
    case 'choice':
      return field.earlier?.values[text] ?? text;
    case 'switch':
      return text === 'true' ? true : text === 'false' ? false : undefined;
  }
}

/** Reads what a user typed or sent; it never throws. */
export function parseSetting<K extends FieldName>(name: K, text: string): ReadSetting<K> {
  const field = fields[name];
  const written = plain(text);
  const value = read(field, written);
  if (isSettingValue(name, value)) return { value, problem: null };
  const how = howToWrite(field, written);
  return { value: null, problem: { kind: 'value', setting: name, ...(how && { how }) } };
}
