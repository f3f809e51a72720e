/** Phrases that many English sentences share. */
import type { ClassId } from '../../dataset.ts';
import { count } from './format.ts';

export const plural = (value: number, one: string, many: string) =>
  `${count(value)} ${value === 1 ? one : many}`;
export const quoted = (text: string) => `“${text}”`;
export const reviews = (value: number) => plural(value, 'review', 'reviews');

/** What a run that holds the network is doing, by its status. */
const doing = {
  starting: 'The network is training',
  running: 'The network is training',
  pausing: 'Training is about to pause',
  paused: 'Training is paused',
  stopping: 'Training is stopping',
  recovering: 'Training is being recovered',
} as const;

/** The status of a run that has not ended. */
export type BusyStatus = keyof typeof doing;

/** "Training is paused", without its full stop. */
export const underWay = (status: BusyStatus): string => doing[status];

/** Why something can't be done while a run is under way. @param what such as "you change the data" */
export const waitBefore = (status: BusyStatus, what: string): string =>
  `${doing[status]}. ${status === 'stopping' ? 'Wait a moment' : 'Stop it'} before ${what}.`;

export const plainNames = ['negative', 'positive'] as const;

/** A class in words, with the data's own name where that says more: "negative", "positive (4, 5)". */
export const className = (of: ClassId, name: string) => {
  const saysMore = !plainNames[of].startsWith(name.toLowerCase()) || name.length < 3;
  return saysMore ? `${plainNames[of]} (${name})` : plainNames[of];
};
