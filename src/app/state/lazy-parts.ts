/**
 * Parts of the page whose code comes after the first paint: fetched when the page is idle, tried again when that fails.
 *
 * A browser that failed to import a module never tries again in the same page. So a part's files are fetched first, as
 * often as needed, and imported once they are here. Which files those are, the built page says in a `meta` element; the
 * development server knows no such list, and imports at once.
 */

import { isFile } from '../../platform.ts';

/** Why a part is not here. `changed`: the site no longer has this version's files. */
export type LazyReason = 'unreachable' | 'changed';

export class LazyFailure extends Error {
  override readonly name = 'LazyFailure';
  readonly reason: LazyReason;

  constructor(reason: LazyReason, options?: ErrorOptions) {
    super(`A lazily loaded part of the page is ${reason}.`, options);
    this.reason = reason;
  }
}

export interface LazyPart<T> {
  /** The same promise at each call, also after it failed, until `forgetFailures` is called. @throws {LazyFailure} */
  get(): Promise<T>;
  /** Tries again when it failed before. @throws {LazyFailure} */
  load(): Promise<T>;
  /** Loads it ahead of its use: a failure is forgotten. @returns whether it is here */
  early(): Promise<boolean>;
}

/** Milliseconds before each try. */
const waits = [0, 400, 1_600];

const fetched = new Set<string>();
const forgetters = new Set<() => void>();

/** The next use of what failed tries again. */
export function forgetFailures(): void {
  for (const forget of forgetters) forget();
}

function filesOf(name: string): string[] {
  const written = document.querySelector('meta[name="lazy-parts"]')?.getAttribute('content');
  const list = JSON.parse(written ?? '{}') as Record<string, string[]>;
  return list[name] ?? [];
}

async function fetchOnce(file: string): Promise<void> {
  if (fetched.has(file)) return;
  let answer: Response;
  try {
    answer = await fetch(new URL(file, document.baseURI));
    // Read to its end: only then it is in the browser's cache.
    await answer.arrayBuffer();
  } catch (cause) {
    throw new LazyFailure('unreachable', { cause });
  }
  if (answer.status >= 500) throw new LazyFailure('unreachable');
  if (!isFile(answer)) throw new LazyFailure('changed');
  fetched.add(file);
}

async function fetchFiles(name: string): Promise<void> {
  for (const [i, wait] of waits.entries()) {
    await new Promise((resolve) => setTimeout(resolve, wait));
    try {
      await Promise.all(filesOf(name).map(fetchOnce));
      return;
    } catch (error) {
      const isLast = i === waits.length - 1;
      if (isLast || (error instanceof LazyFailure && error.reason === 'changed')) throw error;
    }
  }
}

class Part<T> implements LazyPart<T> {
  private current: Promise<T> | null = null;
  private hasFailed = false;

  constructor(
    private readonly name: string,
    private readonly begin: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    if (!this.current) {
      this.hasFailed = false;
      const made = this.make();
      made.catch(() => {
        this.hasFailed = this.current === made;
      });
      this.current = made;
    }
    return this.current;
  }

  load(): Promise<T> {
    this.forget();
    return this.get();
  }

  async early(): Promise<boolean> {
    try {
      if (!this.current) await fetchFiles(this.name);
      await this.load();
      return true;
    } catch {
      this.forget();
      return false;
    }
  }

  forget(): void {
    if (this.hasFailed) this.current = null;
  }

  private async make(): Promise<T> {
    await fetchFiles(this.name);
    try {
      return await this.begin();
    } catch (cause) {
      throw new LazyFailure('unreachable', { cause });
    }
  }
}

/**
 * @param name the module's path below `src/app`, as `load` imports it
 * @param load imports it
 */
export function lazyPart<T>(name: string, load: () => Promise<T>): LazyPart<T> {
  const part = new Part(name, load);
  forgetters.add(() => part.forget());
  idle.add(() => part.early());
  return part;
}

/** Settles when the page has come to rest. */
async function rest(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  }
  await new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, 1_000);
    else requestIdleCallback(() => resolve());
  });
}

/** Fetches parts ahead of their use: one after the other, each when the page has come to rest again. */
class IdleQueue {
  private readonly parts: (() => Promise<boolean>)[] = [];
  private isFetching = false;

  add(early: () => Promise<boolean>): void {
    this.parts.push(early);
    void this.fetch();
  }

  private async fetch(): Promise<void> {
    if (this.isFetching) return;
    this.isFetching = true;
    for (;;) {
      await rest();
      const early = this.parts[0];
      if (!early || !(await early())) break;
      this.parts.shift();
    }
    this.isFetching = false;
    // The connection is gone: the rest is fetched when it is back.
    if (this.parts.length > 0) addEventListener('online', () => void this.fetch(), { once: true });
  }
}

const idle = new IdleQueue();
