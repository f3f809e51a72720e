/** A host without a worker around it, to be asked and listened to. */
import { say } from '../contract/messages/en/say.ts';
import type { Message } from '../contract/messages/message.ts';
import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { Host } from './host.ts';
import { presetConfig } from './protocol.ts';
import type { Command, RunConfig, SampleDataset, TrainEvent, WorkerEvent } from './protocol.ts';
import { RunRepository } from './run-repository.ts';
import { RunLocks } from './run-lock.ts';
import { SavedRuns } from './saved-runs.ts';
import { MemoryRunStore, type RunStore } from './run-store.ts';

const sample: SampleDataset = {
  id: 'uci-sentences',
  name: 'UCI sentences',
  description: '',
  file: 'datasets/uci-sentences.reviews',
  bytes: 0,
  rows: 0,
  source: '',
  citation: '',
  licence: '',
};
export const loadSample: Omit<Extract<Command, { name: 'load-sample' }>, 'id'> = {
  name: 'load-sample',
  request: { sample, url: `public/${sample.file}` },
};
export const small: RunConfig = {
  ...presetConfig(),
  adversarialNoise: 0,
  layerSizes: [5],
  embeddingSize: 6,
  epochs: 2,
  batchSize: 128,
  backend: 'wasm',
};

export const source = { kind: 'sample', id: 'uci-sentences' } as const;

type Answered = Extract<WorkerEvent, { type: 'answer' | 'failure' }>;

/** A host, what it posted, and a way to ask it. */
export function open(
  store: RunStore = new MemoryRunStore(),
  load: (url: string) => Promise<Uint8Array> = (url) => readFile(url),
  locks = new RunLocks({ locks: null, channel: null }),
) {
  const posted: WorkerEvent[] = [];
  const handedOver: Transferable[] = [];
  const post = (event: WorkerEvent, transfer: Transferable[] = []) => {
    posted.push(structuredClone(event, { transfer }));
    handedOver.push(...transfer);
  };
  const host = new Host(post, { load, runs: new RunRepository(new SavedRuns(store), locks) });
  let id = 0;
  const ask = async (command: object): Promise<Answered> => {
    const mine = ++id;
    await host.handle({ id: mine, ...command } as Command);
    const answers = posted.filter(
      (event): event is Answered =>
        (event.type === 'answer' || event.type === 'failure') && event.id === mine,
    );
    expect(answers).toHaveLength(1);
    return answers[0];
  };
  const trainEvents = (): TrainEvent[] =>
    posted.flatMap((event) => (event.type === 'train-event' ? [event.event] : []));
  return { ask, trainEvents, posted, handedOver };
}

export const csv = (rows: string[]) => new File([rows.join('\n')], 'reviews.csv');
export const uploaded = (file: File) => ({ files: [{ path: file.name, file }], encoding: null });
export const failure = (message: RegExp) => ({
  type: 'failure',
  code: 'bad-input',
  told: expect.toSatisfy((told: Message) => message.test(say(told))),
});
