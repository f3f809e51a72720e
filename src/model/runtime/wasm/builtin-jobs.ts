/** The jobs of the few tfjs ops that the backend has besides ours; `assembly/elementwise.ts` does them. */
import type { Job } from './jobs.ts';

const job = <F extends string>(name: string, fields: Job<F>['fields']): Job<F> => ({
  name,
  className: name,
  fields,
});

export const addJob = job('Add', { a: 'address', b: 'address', sum: 'address', count: 'size' });

/** Copies `width` floats of each row; `fromStep` and `toStep` are the floats from one row to the next. */
export const copyRowsJob = job('CopyRows', {
  from: 'address',
  to: 'address',
  rows: 'size',
  width: 'size',
  fromStep: 'size',
  toStep: 'size',
});

export const fillJob = job('Fill', { to: 'address', count: 'size', value: 'float' });

export const builtinJobs: readonly Job[] = [addJob, copyRowsJob, fillJob];
