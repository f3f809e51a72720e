import { expect, it } from 'vitest';
import { showPhase, withProgress } from './progress.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string | Uint8Array) => (written.push(String(text)), true) };
}

const halfway = { phase: 'examining', share: 0.509, rows: 1_234 } as const;

it('writes one line over and over, and clears it at the end', async () => {
  const shown = terminal(true);
  const result = await withProgress((onProgress) => {
    onProgress(halfway);
    onProgress({ ...halfway, share: null });
    return Promise.resolve(7);
  }, shown);
  expect(result).toBe(7);
  expect(shown.written).toEqual([
    '\r\u001b[2KExamining … 50%, 1,234 rows',
    '\r\u001b[2KExamining …, 1,234 rows',
    '\r\u001b[2K',
  ]);
});

it('clears the line when the work fails, and keeps silent where nobody watches', async () => {
  const shown = terminal(true);
  const failing = (onProgress: (progress: typeof halfway) => void) => {
    onProgress(halfway);
    return Promise.reject(new Error('no good'));
  };
  await expect(withProgress(failing, shown)).rejects.toThrow('no good');
  expect(shown.written.at(-1)).toBe('\r\u001b[2K');
  const silent = terminal(false);
  await expect(withProgress(failing, silent)).rejects.toThrow('no good');
  expect(silent.written).toEqual([]);
});

it('shows how far the learning of word vectors is, and no more once another phase begins', () => {
  const shown = terminal(true);
  showPhase(
    { type: 'phase', phase: 'learning-vectors', progress: { share: 0.509, secondsLeft: 11.2 } },
    shown,
  );
  showPhase({ type: 'phase', phase: 'preparing' }, shown);
  const silent = terminal(false);
  showPhase({ type: 'phase', phase: 'preparing' }, silent);
  expect(shown.written).toEqual(['\r\u001b[2KLearning word vectors: 50%, 12 s left', '\r\u001b[2K']);
  expect(silent.written).toEqual([]);
});
