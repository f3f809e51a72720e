import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';

import { WorkerClient, WorkerFailure, type Client, type WorkerLike } from './client.ts';
import { presetConfig, type Command, type Prediction, type WorkerEvent } from './protocol.ts';

class StubWorker implements WorkerLike {
  readonly sent: { message: Command; transfer: Transferable[] }[] = [];
  readonly listeners: Record<string, ((event: never) => void)[]> = {};
  terminated = false;

  postMessage(message: Command, transfer: Transferable[]): void {
    this.sent.push({ message, transfer });
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    (this.listeners[type] ??= []).push(listener);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: WorkerEvent): void {
    for (const listener of this.listeners['message'] ?? []) listener({ data } as never);
  }
  fail(message: string): void {
    for (const listener of this.listeners['error'] ?? []) listener({ message } as never);
  }
}

let workers: StubWorker[];
let deaths: WorkerFailure[];
let visible: boolean;
let client: Client;

const latest = () => workers[workers.length - 1];

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  deaths = [];
  visible = true;
  client = new WorkerClient({
    onWorkerDeath: (failure) => deaths.push(failure),
    createWorker: () => {
      const worker = new StubWorker();
      workers.push(worker);
      return worker;
    },
    pageVisible: () => visible,
  });
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

describe('requests', () => {
  it('start the worker once, and give each answer to its own request', async () => {
    const first = client.ask('predict', { text: 'a' });
    const second = client.ask('predict', { text: 'b' });
    expectTypeOf(first).toEqualTypeOf<Promise<Prediction>>();
    expect(workers).toHaveLength(1);

    const [a, b] = latest().sent.map(({ message }) => message.id);
    const answer = (probability: number): Prediction => ({
      probabilities: [1 - probability, probability],
      class: 0,
      tokens: [],
      kind: 'words',
      classNames: ['no', 'yes'],
      weights: null,
    });
    latest().say({ type: 'answer', id: b, response: answer(0.2) });
    latest().say({ type: 'answer', id: a, response: answer(0.1) });
    expect((await first).probabilities[1]).toBe(0.1);
    expect((await second).probabilities[1]).toBe(0.2);
  });

  it('pass on what is to be transferred', () => {
    const bytes = new Uint8Array(4);
    void client.ask('import-model', { files: [{ name: 'm', bytes }] }).catch(() => null);
    expect(latest().sent[0].transfer).toEqual([bytes.buffer]);
  });

  it('fail with the code and the message of the worker', async () => {
    const asked = client.ask('test', {});
    latest().say({ type: 'failure', id: 1, code: 'bad-input', told: { code: 'failed', detail: 'No.' } });
    await expect(asked).rejects.toMatchObject({ code: 'bad-input', told: { code: 'failed', detail: 'No.' } });
    expect(deaths).toEqual([]);
  });

  it('fail when a message can not be cloned', async () => {
    const asked = client.ask('test', {});
    asked.catch(() => null);
    latest().postMessage = () => {
      throw new DOMException('could not be cloned', 'DataCloneError');
    };
    await expect(client.ask('test', {})).rejects.toMatchObject({ code: 'internal' });
  });
});

const trainRequest = { config: presetConfig(), source: { kind: 'sample', id: 'uci' } } as const;

describe('training', () => {
  it('hands over every event, in order, before it answers', async () => {
    const heard: string[] = [];
    const trained = client.train(trainRequest, { onEvent: (event) => heard.push(event.type) });
    const { id } = latest().sent[0].message;
    latest().say({ type: 'train-event', id, event: { type: 'phase', phase: 'training' } });
    latest().say({ type: 'train-event', id, event: { type: 'steps', steps: [] } });
    const summary = {
      parameterCount: 1,
      vocabularyCount: 2,
      classNames: ['no', 'yes'] as [string, string],
      trainedOn: 'x',
      epochs: 3,
      test: null,
      decision: { temperature: 1, weights: [1, 1] },
    };
    latest().say({ type: 'answer', id, response: summary });
    expect(await trained).toEqual(summary);
    expect(heard).toEqual(['phase', 'steps']);
  });
});

describe('a worker that dies', () => {
  it('fails all that is pending, is reported once, and is replaced at the next request', async () => {
    const one = client.ask('test', {});
    const two = client.ask('predict', { text: 'x' });
    const caught = Promise.allSettled([one, two]);
    latest().fail('boom');
    latest().fail('boom again');
    for (const result of await caught) {
      expect(result.status).toBe('rejected');
      expect(result.status === 'rejected' && result.reason).toMatchObject({ code: 'worker-died' });
    }
    expect(deaths.map(({ told }) => told)).toEqual([{ code: 'worker-threw', detail: 'boom' }]);
    expect(latest().terminated).toBe(true);

    const again = client.ask('test', {});
    again.catch(() => null);
    expect(workers).toHaveLength(2);
  });

  it('is noticed by its silence while the page is visible', async () => {
    const asked = client.ask('test', {});
    const caught = expect(asked).rejects.toMatchObject({ code: 'worker-died' });
    latest().say({ type: 'heartbeat' });
    vi.advanceTimersByTime(9_000);
    expect(deaths).toEqual([]);
    latest().say({ type: 'heartbeat' });
    vi.advanceTimersByTime(9_000);
    expect(deaths).toEqual([]);
    vi.advanceTimersByTime(3_000);
    expect(deaths).toHaveLength(1);
    await caught;
  });

  it('is told of with the file that it was reading, as long as that is not answered', async () => {
    const silence = (answer: boolean) => {
      const opened = client.ask('open-files', { files: [], encoding: null });
      opened.catch(() => null);
      const { id } = latest().sent[0].message;
      latest().say({ type: 'reading', id, file: '“a.csv”' });
      latest().say({ type: 'reading', id, file: '“b.csv”' });
      if (answer) latest().say({ type: 'failure', id, code: 'bad-input', told: { code: 'cancelled' } });
      client.ask('predict', { text: 'x' }).catch(() => null);
      vi.advanceTimersByTime(12_000);
    };
    silence(false);
    silence(true);
    expect(deaths.map(({ told }) => told)).toEqual([
      { code: 'worker-silent-reading', file: '“b.csv”' },
      { code: 'worker-silent' },
    ]);
  });

  it('has longer until its first word, since its code must load', () => {
    client.ask('test', {}).catch(() => null);
    vi.advanceTimersByTime(50_000);
    expect(deaths).toEqual([]);
    vi.advanceTimersByTime(12_000);
    expect(deaths).toHaveLength(1);
  });

  it('is not suspected while the page is hidden', () => {
    client.ask('test', {}).catch(() => null);
    latest().say({ type: 'heartbeat' });
    visible = false;
    vi.advanceTimersByTime(60_000);
    visible = true;
    vi.advanceTimersByTime(5_000);
    expect(deaths).toEqual([]);
  });

  it('is not suspected after the page itself slept', () => {
    client.ask('test', {}).catch(() => null);
    latest().say({ type: 'heartbeat' });
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3_600_000);
    vi.advanceTimersByTime(1_000);
    expect(deaths).toEqual([]);
    vi.restoreAllMocks();
  });
});

describe('a backend that ends the worker while it is tried', () => {
  const excludedBy = (worker: StubWorker) =>
    worker.sent.flatMap(({ message }) =>
      message.name === 'exclude-backends' ? message.request.backends.map(({ name }) => name) : [],
    );

  it('is named by the failure, and excluded in every worker that comes after', async () => {
    const asked = client.ask('test', {});
    const caught = expect(asked).rejects.toMatchObject({ code: 'worker-died', backend: 'webgpu' });
    latest().say({ type: 'trying', backend: 'wasm' });
    latest().say({ type: 'trying', backend: 'webgpu' });
    latest().fail('boom');
    await caught;
    expect(deaths[0].backend).toBe('webgpu');
    for (let again = 0; again < 2; again++) {
      client.ask('test', {}).catch(() => null);
      expect(excludedBy(latest())).toEqual(['webgpu']);
      // Before anything else is asked.
      expect(latest().sent[0].message.name).toBe('exclude-backends');
      client.restart();
    }
  });

  it('is found by its silence, too', async () => {
    const asked = client.ask('test', {});
    const caught = expect(asked).rejects.toMatchObject({ backend: 'webgl' });
    latest().say({ type: 'trying', backend: 'webgl' });
    vi.advanceTimersByTime(12_000);
    await caught;
    client.ask('test', {}).catch(() => null);
    expect(excludedBy(latest())).toEqual(['webgl']);
  });

  it('is not blamed for what happens after its trial', async () => {
    client.ask('test', {}).catch(() => null);
    latest().say({ type: 'trying', backend: 'webgpu' });
    latest().say({ type: 'trying', backend: null });
    latest().fail('boom');
    expect(deaths[0].backend).toBeNull();
    client.ask('test', {}).catch(() => null);
    expect(excludedBy(latest())).toEqual([]);
    await Promise.resolve();
  });

  it('is excluded as well when it refuses a kernel, and not when its memory is full', async () => {
    const first = client.ask('test', {});
    latest().say({
      type: 'failure',
      id: 1,
      code: 'device-out-of-memory',
      told: { code: 'gpu-memory-full' },
      backend: 'webgl',
    });
    await expect(first).rejects.toMatchObject({ backend: 'webgl' });
    expect(excludedBy(latest())).toEqual([]);
    const second = client.ask('test', {});
    const told = { code: 'kernel-refused', name: 'webgpu', detail: 'No.' } as const;
    latest().say({ type: 'failure', id: 2, code: 'kernel-invalid', told, backend: 'webgpu' });
    await expect(second).rejects.toMatchObject({ code: 'kernel-invalid' });
    expect(excludedBy(latest())).toEqual(['webgpu']);
    expect(deaths).toEqual([]);
  });
});

describe('a worker whose code can’t be loaded', () => {
  it('is told as that, and not as one that broke down', async () => {
    const asked = client.ask('test', {});
    latest().fail('');
    await expect(asked).rejects.toMatchObject({ code: 'not-loaded' });
    expect(deaths).toHaveLength(1);
  });

  it('has broken down when it had said something before', async () => {
    const asked = client.ask('test', {});
    latest().say({ type: 'heartbeat' });
    latest().fail('');
    await expect(asked).rejects.toMatchObject({ code: 'worker-died' });
  });
});

describe('a restart', () => {
  it('fails what is pending, reports no death, and ignores the old worker from then on', async () => {
    const asked = client.ask('test', {});
    const caught = expect(asked).rejects.toBeInstanceOf(WorkerFailure);
    const old = latest();
    client.restart();
    await caught;
    const fresh = client.ask('predict', { text: 'x' });
    fresh.catch(() => null);
    old.fail('late');
    expect(deaths).toEqual([]);
    expect(latest().terminated).toBe(false);
  });
});
