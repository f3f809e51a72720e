/** Choosing in Node, where WebAssembly alone is there. */
import { getKernel } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cellNames } from '../network/cells.ts';
import { gruOp } from '../ops/gru/signature.ts';
import { lstmOp } from '../ops/lstm/signature.ts';
import { simpleRnnOp } from '../ops/simple-rnn/signature.ts';
import type { WasmBackend } from '../runtime/wasm/backend.ts';
import { chooseBackend } from './choose.ts';
import { BackendChooser } from './chooser.ts';
import type { BackendHandle, ComputeBackend } from './handle.ts';

let handle: BackendHandle | null = null;
afterEach(() => {
  vi.useRealTimers();
  handle?.dispose();
  handle = null;
});

const opOf = { lstm: lstmOp, gru: gruOp, 'simple-rnn': simpleRnnOp };

const stopped = { code: 'died-trying' } as const;
const measured = () => Promise.resolve(5);

describe('Automatic', () => {
  it('says what it tries before it tries it, and when it is done', async () => {
    const told: (ComputeBackend | null)[] = [];
    const chosen = await chooseBackend('auto', measured, { onTrying: (name) => told.push(name) });
    ({ handle } = chosen);
    expect(told).toEqual(['wasm', 'webgpu', 'webgl', null]);
    expect(chosen.report.chosen).toBe('wasm');
  });

  it('does not try what is excluded, and says why', async () => {
    const told: (ComputeBackend | null)[] = [];
    const excluded = new Map([['webgpu', stopped]] as const);
    const chosen = await chooseBackend('auto', measured, { excluded, onTrying: (name) => told.push(name) });
    ({ handle } = chosen);
    expect(told).toEqual(['wasm', 'webgl', null]);
    expect(chosen.report.candidates[1]).toMatchObject({
      name: 'webgpu',
      usable: false,
      problem: stopped,
    });
    expect(chosen.report.reason).toMatchObject({
      code: 'backend-fastest',
      others: [
        { name: 'webgpu', why: 'excluded' },
        { name: 'webgl', why: 'unusable' },
      ],
    });
  });

  it('chooses nothing rather than what is excluded; whoever asks for it by name gets it', async () => {
    const excluded = new Map([['wasm', stopped]] as const);
    await expect(chooseBackend('auto', measured, { excluded })).rejects.toMatchObject({
      code: 'no-backend',
      told: { code: 'no-backend', problems: [{ name: 'wasm', problem: stopped }, {}, {}] },
    });
    ({ handle } = await chooseBackend('wasm', measured, { excluded }));
  });

  it('gives up what neither answers nor fails', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const hanging = () => {
      setImmediate(() => vi.advanceTimersByTime(91_000));
      return new Promise<number>(() => undefined);
    };
    await expect(chooseBackend('auto', hanging)).rejects.toMatchObject({
      told: { problems: [{ problem: { code: 'backend-silent', name: 'wasm', seconds: 90 } }, {}, {}] },
    });
  });
});

describe('BackendChooser', () => {
  it('opens what was chosen before without measuring, and measures anew once that is excluded', async () => {
    const chooser = new BackendChooser();
    const first = await chooser.choose('auto', measured);
    first.handle.dispose();
    const again = await chooser.reopen(first.report, 'auto');
    expect(again?.report).toMatchObject({ chosen: 'wasm', reason: first.report.reason });
    again?.handle.dispose();
    chooser.exclude(new Map([['wasm', stopped]]));
    expect(await chooser.reopen(first.report, 'auto')).toBeNull();
  });

  it('lets Automatic choose anew when what it chose before is gone: nobody asked for that by name', async () => {
    const { handle: opened, report } = await new BackendChooser().choose('auto', measured);
    opened.dispose();
    const gone = { ...report, chosen: 'webgpu' } as const;
    expect(await new BackendChooser().reopen(gone, 'auto')).toBeNull();
    await expect(new BackendChooser().reopen(gone, 'webgpu')).rejects.toMatchObject({
      told: { code: 'no-backend', isAutomatic: false },
    });
  });

  it('takes another backend for a network whose own is excluded', async () => {
    const chooser = new BackendChooser();
    chooser.exclude(new Map([['webgpu', stopped]]));
    ({ handle } = await chooser.any('webgpu'));
    expect([handle.name, chooser.tried]).toEqual(['wasm', 'webgl']);
  });
});

describe('The known answer', () => {
  it.each(cellNames)(
    'of %s is the run’s own: gradients of zeros are found in it, and not by another cell',
    async (cell) => {
      ({ handle } = await chooseBackend('wasm', null, { cell }));
      const kernel = getKernel(opOf[cell].gradient.name, 'wasm');
      const compute = kernel.kernelFunc;
      kernel.kernelFunc = (call) => {
        const outputs = compute(call) as TensorInfo[];
        (call.backend as WasmBackend).floats(outputs[1]).fill(0);
        return outputs;
      };
      try {
        await expect(chooseBackend('wasm', null, { cell })).rejects.toMatchObject({
          told: { problems: [{ problem: { code: 'wrong-result', part: 'kernel' } }] },
        });
        const other = cellNames.find((name) => name !== cell);
        (await chooseBackend('wasm', null, { cell: other })).handle.dispose();
      } finally {
        kernel.kernelFunc = compute;
      }
    },
  );
});
