import { describe, expect, it } from 'vitest';
import { commands } from '../contract/commands.ts';
import type { RowQuery } from '../contract/reviews.ts';
import { uploaded, csv, open, small, source } from './host-testing.ts';

const query: RowQuery = {
  search: '',
  class: null,
  part: null,
  reason: null,
  finding: null,
  corrected: false,
};

describe('the bytes of a file, and numbers of a network', () => {
  it('are handed over to the page and not copied, and what the worker keeps stays whole', async () => {
    const { ask, posted, handedOver } = open();
    const rows = Array.from({ length: 200 }, (_, i) => `text number ${i},${i % 2 ? 'pos' : 'neg'}`);
    await ask({ name: 'open-files', request: uploaded(csv(['review,label', ...rows])) });
    const choice = { text: 'review', label: 'label', classes: { pos: 1, neg: 0 } };
    await ask({ name: 'choose-columns', request: { choice } });
    await ask({ name: 'train', request: { config: { ...small, epochs: 1 }, source } });
    const id = posted.find((event) => event.type === 'run')?.runId;
    const requests = {
      'export-model': { parts: ['safetensors', 'training'] },
      'export-rows': { query, config: small },
      'export-corrections': {},
      'export-run': { id },
      'export-state': { id },
      gradients: { text: 'text number', change: null, layer: 'lstm_0', direction: 'forward' },
      trace: { text: 'text number', change: null },
    };
    const files = Object.entries(commands).filter(
      ([, spec]) => 'responseTransfers' in spec && spec.responseTransfers,
    );
    expect(Object.keys(requests).sort()).toEqual(files.map(([name]) => name).sort());
    for (const [name, request] of Object.entries(requests)) {
      const before = handedOver.length;
      const first = await ask({ name, request });
      const again = await ask({ name, request });
      expect(first, name).toMatchObject({ type: 'answer' });
      const sizes = handedOver
        .slice(before)
        .map((buffer) => buffer instanceof ArrayBuffer && buffer.byteLength);
      // A buffer that was handed over is empty where it came from.
      expect(sizes.length, name).toBeGreaterThanOrEqual(2);
      expect(new Set(sizes), name).toEqual(new Set([0]));
      expect('response' in again && again.response, name).toEqual('response' in first && first.response);
    }
  });
});
