/** WebAssembly for the tests of a file, or of a `describe`. */
import { afterAll, beforeAll } from 'vitest';
import { chooseBackend } from '../backends/choose.ts';
import type { BackendHandle } from '../backends/handle.ts';

/** @returns its handle, for what runs in a test */
export function onWasm(): () => BackendHandle {
  let handle: BackendHandle;
  beforeAll(async () => {
    ({ handle } = await chooseBackend('wasm', null));
  });
  afterAll(() => handle.dispose());
  return () => handle;
}
