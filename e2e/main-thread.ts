/** How long the page's own thread computes without a break. */
import type { Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds: what other programs take from a busy machine is not in it. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Notes the tasks of the page's thread from now on.
 * @returns what ends that, with the longest task in milliseconds of processor time
 */
export async function watchTasks(page: Page): Promise<() => Promise<number>> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own.');
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  return async () => {
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[];
    };
    const mains = traceEvents.filter(
      ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
    );
    const isMain = ({ pid, tid }: TraceEvent) => mains.some((main) => main.pid === pid && main.tid === tid);
    const tasks = traceEvents.filter(
      (event) => event.ph === 'X' && event.tdur !== undefined && isMain(event),
    );
    if (tasks.length === 0) throw new Error('The trace has no task of the page.');
    return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
  };
}
