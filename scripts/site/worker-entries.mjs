/**
 * Keeps a worker's entry a file that no other chunk imports. WebKit evaluates a module worker's entry a second time
 * when one does: a second, empty host would then answer the page beside the first.
 *
 * Vite lets a bundle's entry lend its modules to other chunks. Here what others need goes into chunks of its own.
 *
 * @returns {import('vite').Plugin} for `worker.plugins`
 */
export function separateWorkerEntries() {
  return {
    name: 'separate-worker-entries',
    apply: 'build',
    options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
  };
}
