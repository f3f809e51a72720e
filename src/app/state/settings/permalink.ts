/**
 * A run's settings as the part of a link after “#”: `#run=1&data=uci-sentences&epochs=5&layerSizes=128,64`.
 * Only what differs from the defaults, and a sample's id; never data. The backend stays out: it is about a machine.
 */
import {
  affecting,
  configProblems,
  defaultSettings,
  fieldNames,
  fields,
  formatSetting,
  parseRunConfig,
  parseSetting,
  removedSettings,
  type FieldName,
  type RunConfig,
} from '../../../workers/protocol.ts';
import { settingProblem } from '../../i18n/settings.ts';

const versionKey = 'run';
const version = '1';
const sampleKey = 'data';
const longest = 4_000;

export interface LinkedRun {
  /** Its backend is the default. */
  config: RunConfig;
  /** The sample that it is about; null: a user's own data, which a link never holds. */
  sampleId: string | null;
}

export type ReadLink =
  | { kind: 'run'; run: LinkedRun }
  /** `problem`: the first setting that is wrong, in one sentence; null: the link itself can't be read. */
  | { kind: 'bad'; problem: string | null };

const ofMachine = affecting('machine');
const linked = fieldNames.filter((name) => !ofMachine.includes(name));

/** As in the form, without the spaces that a link would show as signs. */
const written = (value: RunConfig[FieldName]) => formatSetting(value).replaceAll(', ', ',');

/** With its “#”. */
export function linkHash(config: RunConfig, sampleId: string | null): string {
  const params = new URLSearchParams({ [versionKey]: version });
  if (sampleId !== null) params.set(sampleKey, sampleId);
  for (const name of linked) {
    const text = written(config[name]);
    if (text !== written(defaultSettings[name])) params.set(name, text);
  }
  // A comma needs no code in this part of a link.
  return `#${params.toString().replaceAll('%2C', ',')}`;
}

/** Earlier links have hyphens between the sizes of layers. */
function textOf(name: FieldName, text: string): string {
  return fields[name].kind === 'integers' ? text.replaceAll('-', ',') : text;
}

/** @returns null for a hash that is no such link; it never throws */
export function readLink(hash: string): ReadLink | null {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  if (!text.startsWith(`${versionKey}=`)) return null;
  if (text.length > longest) return { kind: 'bad', problem: null };
  const params = new URLSearchParams(text);
  if (params.get(versionKey) !== version) return { kind: 'bad', problem: null };
  const raw: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of params) {
    if (key === versionKey || key === sampleKey || removedSettings.includes(key)) continue;
    const name = linked.find((known) => known === key || fields[known].earlier?.name === key);
    if (!name || name in raw) return { kind: 'bad', problem: null };
    const read = parseSetting(name, textOf(name, value));
    if (read.problem !== null) return { kind: 'bad', problem: settingProblem(read.problem) };
    raw[name] = read.value;
  }
  const config = { ...raw };
  const [problem] = configProblems(config);
  if (problem) return { kind: 'bad', problem: settingProblem(problem) };
  return { kind: 'run', run: { config: parseRunConfig(config), sampleId: params.get(sampleKey) } };
}
