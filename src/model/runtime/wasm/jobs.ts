/** Numbers of the jobs that the WebAssembly threads know. Compiled by TypeScript and by AssemblyScript. */
export const stopJob = 0;
export const lstmForwardJob = 1;
export const lstmBackwardJob = 2;
export const gatherJob = 3;
export const segmentSumJob = 4;
export const dropoutJob = 5;
export const poolJob = 6;
export const poolGradJob = 7;
export const squaresJob = 8;
export const addJob = 9;
export const copyRowsJob = 10;
export const fillJob = 11;
export const gruForwardJob = 12;
export const gruBackwardJob = 13;
export const simpleRnnForwardJob = 14;
export const simpleRnnBackwardJob = 15;
/** The optimizers' updates: this and the optimizer's place in their registry. */
export const updateJobs = 16;

/** Modes of poolJob and poolGradJob. */
export const poolLast = 0;
export const poolFirst = 1;
export const poolMean = 2;
export const poolMax = 3;
