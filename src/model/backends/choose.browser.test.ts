import { describe, expect, it } from 'vitest';
import { chooseBackend, computeBackends } from './choose.ts';

describe.each(computeBackends)('%s', (name) => {
  it('passes the known-answer test, and again after it was closed', async () => {
    for (let i = 0; i < 3; i++) {
      const { handle, report } = await chooseBackend(name, null);
      expect(report).toMatchObject({ chosen: name, candidates: [{ name, usable: true, problem: null }] });
      expect(report.adapter).toBeTruthy();
      handle.dispose();
    }
  });
});

describe('auto', () => {
  it('takes the backend whose step was fastest, and says how fast the others were', async () => {
    const times = { wasm: 30, webgpu: 20, webgl: 40 };
    let call = 0;
    const bests: (number | null)[] = [];
    const { handle, report } = await chooseBackend('auto', (best) => {
      bests.push(best);
      return Promise.resolve(times[computeBackends[call++]]);
    });
    expect(bests).toEqual([null, 30, 20]);
    expect(report.chosen).toBe('webgpu');
    expect(handle.name).toBe('webgpu');
    expect(report.reason).toContain('20 ms a step');
    expect(report.reason).toContain('WebAssembly 30 ms');
    handle.dispose();
  });

  it('leaves out a backend that breaks while it is measured', async () => {
    let call = 0;
    const { handle, report } = await chooseBackend('auto', () => {
      if (computeBackends[call++] === 'webgpu') throw new Error('The device went away.');
      return Promise.resolve(10);
    });
    expect(report.chosen).toBe('wasm');
    expect(report.candidates.find(({ name }) => name === 'webgpu')).toMatchObject({
      usable: false,
      problem: 'The device went away.',
    });
    handle.dispose();
  });
});
