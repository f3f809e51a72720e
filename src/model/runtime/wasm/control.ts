/**
 * The block of words through which JavaScript and the kernels' threads meet (`assembly/pool.ts`): bytes from its start, so
 * that what threads wait for is a cache line each. AssemblyScript has these as constants of the same names.
 */
export const controlWords = {
  generation: 0,
  done: 64,
  arrived: 128,
  barrierGeneration: 192,
  /** Two counters, as a job hands out two kinds of work at most. */
  tickets: 256,
  jobWord: 320,
  threadsWord: 324,
  /** 0 where the caller's thread must not sleep (a page's own thread): it spins instead. */
  callerSleeps: 328,
  jobArguments: 384,
} as const;

export const controlBytes = 640;

/** Pages of 64 KiB: the 2 GiB that the memory may grow to. */
export const mostPages = 32_768;
