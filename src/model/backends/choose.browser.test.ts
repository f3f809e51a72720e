import { describe, expect, it } from 'vitest';
import { computeBackends } from '../../contract/settings.ts';
import { chooseBackend } from './choose.ts';

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
  it('takes the first that works when there is nothing to measure', async () => {
    const { handle, report } = await chooseBackend('auto', null);
    expect(report.chosen).toBe('wasm');
    handle.dispose();
  });

  it('gives up a software-rendered GPU once something better was measured', async () => {
    const bests: (number | null)[] = [];
    const { handle, report } = await chooseBackend('auto', (best) => {
      bests.push(best);
      return Promise.resolve(30);
    });
    expect(bests).toEqual([null]);
    expect(report.chosen).toBe('wasm');
    expect(report.candidates.map(({ name, usable }) => [name, usable])).toEqual([
      ['wasm', true],
      ['webgpu', false],
      ['webgl', false],
    ]);
    expect(report.candidates[1].problem).toEqual({ code: 'software-adapter' });
    expect(report.reason).toMatchObject({ code: 'backend-fastest', milliseconds: 30 });
    handle.dispose();
  });
});
