/** Names of the runs that nobody has named: what differs between them. */
import { fields, type FieldName, type RunSummary } from '../../../workers/protocol.ts';
import { differingSettings, settingText, shortSetting } from './settings-shown.ts';

/** Settings in a name; of more, only those in which the run is not like most others. */
const mostParts = 4;

/** The same runs; those that nobody has named are named by what differs in the list, no two the same. */
export function withNames(runs: readonly RunSummary[]): RunSummary[] {
  const names = namesOf(runs.filter(({ isNamed }) => isNamed === false));
  return runs.map((run) => ({ ...run, name: names.get(run.id) ?? run.name }));
}

/** By id. */
function namesOf(runs: readonly RunSummary[]): Map<string, string> {
  const differing = differingSettings(runs).filter((name) => !fields[name].affects.includes('machine'));
  const usual = new Map(differing.map((name) => [name, mostFrequent(runs, name)]));
  const taken = new Map<string, number>();
  const names = new Map<string, string>();
  // The first of equal ones has the plain name, also when others follow.
  for (const run of runs.toSorted((a, b) => a.started - b.started || (a.id < b.id ? -1 : 1))) {
    const name = nameOf(run, differing, usual);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    names.set(run.id, count === 1 ? name : `${name} (${count})`);
  }
  return names;
}

function nameOf(
  { config }: RunSummary,
  differing: readonly FieldName[],
  usual: ReadonlyMap<FieldName, string>,
): string {
  const isOwn = (name: FieldName) => settingText(name, config[name]) !== usual.get(name);
  const own = differing.length <= mostParts ? differing : differing.filter(isOwn).slice(0, mostParts);
  const parts = own.map((name) => shortSetting(name, config));
  // Without differences, and of one like most others: what kind of network it is.
  if (parts.length === 0) return `${shortSetting('cell', config)} ${shortSetting('layerSizes', config)}`;
  return parts.join(' · ');
}

/** The value that most of the runs have, as text; of equally frequent ones the first. */
function mostFrequent(runs: readonly RunSummary[], name: FieldName): string {
  const counts = new Map<string, number>();
  for (const { config } of runs) {
    const text = settingText(name, config[name]);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))[0];
}
