/**
 * Parts of the page whose code comes after the first paint: fetched when the page is idle, tried again when that fails.
 *
 * A browser that failed to import a module never tries again in the same page. So a part's files are fetched first, as
 * often as needed, and imported once they are here. Which files those are, the built page says in a `meta` element; the
 * development server knows no such list, and imports at once.
 */

/** Why a part is not here. `changed`: the site no longer has this version's files. */
export type LateReason = 'unreachable' | 'changed';

export class LateFailure extends Error {
  override readonly name = 'LateFailure';
  readonly reason: LateReason;

  constructor(reason: LateReason, options?: ErrorOptions) {
    super(`A late part of the page is ${reason}.`, options);
    this.reason = reason;
  }
}

export interface LatePart<T> {
  /** The same promise at each call, also after it failed, until `forgetFailures` is called. @throws {LateFailure} */
  get(): Promise<T>;
  /** Tries again when it failed before. @throws {LateFailure} */
  load(): Promise<T>;
  /** Loads it ahead of its use: a failure is forgotten. @returns whether it is here */
  early(): Promise<boolean>;
}

/** Milliseconds before each try. */
const waits = [0, 400, 1_600];

const fetched = new Set<string>();
const forgetters = new Set<() => void>();
const idle: (() => Promise<boolean>)[] = [];
let isFetchingEarly = false;

/** The next use of what failed tries again. */
export function forgetFailures(): void {
  for (const forget of forgetters) forget();
}

let list: Record<string, string[]> | null = null;

function filesOf(name: string): string[] {
  const written = document.querySelector('meta[name="late-parts"]')?.getAttribute('content');
  list ??= JSON.parse(written ?? '{}') as Record<string, string[]>;
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
    throw new LateFailure('unreachable', { cause });
  }
  // Some hosts answer with the page itself where there is no file.
  const isPage = answer.headers.get('Content-Type')?.startsWith('text/html') ?? false;
  if (answer.status >= 500) throw new LateFailure('unreachable');
  if (!answer.ok || isPage) throw new LateFailure('changed');
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
      if (isLast || (error instanceof LateFailure && error.reason === 'changed')) throw error;
    }
  }
}

/**
 * @param name the module's path below `src/app`, as `load` imports it
 * @param load imports it
 */
export function latePart<T>(name: string, load: () => Promise<T>): LatePart<T> {
  let current: Promise<T> | null = null;
  let hasFailed = false;

  async function begin(): Promise<T> {
    await fetchFiles(name);
    try {
      return await load();
    } catch (cause) {
      throw new LateFailure('unreachable', { cause });
    }
  }

  function get(): Promise<T> {
    if (!current) {
      hasFailed = false;
      const made = begin();
      made.catch(() => {
        hasFailed = current === made;
      });
      current = made;
    }
    return current;
  }

  function forget(): void {
    if (hasFailed) current = null;
  }

  const part: LatePart<T> = {
    get,
    load() {
      forget();
      return get();
    },
    async early() {
      try {
        if (!current) await fetchFiles(name);
        await part.load();
        return true;
      } catch {
        forget();
        return false;
      }
    },
  };
  forgetters.add(forget);
  idle.push(part.early);
  void fetchWhenIdle();
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

/** One after the other, each when the page has come to rest again. */
async function fetchWhenIdle(): Promise<void> {
  if (isFetchingEarly) return;
  isFetchingEarly = true;
  for (;;) {
    await rest();
    const early = idle[0];
    if (!early || !(await early())) break;
    idle.shift();
  }
  isFetchingEarly = false;
  // The connection is gone: the rest is fetched when it is back.
  if (idle.length > 0) addEventListener('online', () => void fetchWhenIdle(), { once: true });
}
