/**
 * Locks for pages that have no Web Locks: tabs of one origin ask each other over a channel, and who holds a name, or
 * asked for it first, answers. Like Web Locks, a lock is gone with the tab that held it.
 */

/** The part of `LockManager` that this project uses. */
export interface Locks {
  /** `shared`: together with others that ask for it so; locks over a channel know no sharing, and give it to one at a time. */
  request<T>(
    name: string,
    options: { signal: AbortSignal; mode?: 'shared' },
    work: () => Promise<T>,
  ): Promise<T>;
  query(): Promise<{ held?: { name?: string; mode?: 'shared' | 'exclusive' }[] }>;
  /** Only of locks over a channel: called when others hold names that a query came back without: they were too busy to answer in time. */
  onLateAnswer?: () => void;
}

type Message =
  | { type: 'claim'; name: string; ticket: string }
  | { type: 'refusal'; name: string; ticket: string }
  | { type: 'roll-call'; ticket: string }
  | { type: 'names'; names: string[]; ticket: string };

const channelName = 'forget-gate-locks';

/** How long others may take to answer: between two training steps they do not listen. */
const answerMilliseconds = 400;
/** How long a late answer counts: whoever gave it may be late again. */
const lateMilliseconds = 3_000;
/** Between two tries for a lock that somebody holds. */
const restMilliseconds = 100;

const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

export function createChannelLocks(): Locks {
  const channel = new BroadcastChannel(channelName);
  /** By name: the ticket of the claim, or of the lock that it became. Earlier tickets sort first. */
  const claims = new Map<string, string>();
  const held = new Set<string>();
  const refused = new Set<string>();
  const named = new Map<string, Set<string>>();
  /** Names that others were late to say, and until when that counts. */
  const late = new Map<string, number>();
  let count = 0;
  const self = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(36)).join('');
  const newTicket = () => `${String(Date.now()).padStart(15, '0')}-${self}-${count++}`;
  const send = (message: Message) => channel.postMessage(message);
  const isLate = (name: string) => (late.get(name) ?? 0) > Date.now();
  const locks = { request, query, onLateAnswer: () => undefined as void };

  /** @param ticket of a query of this tab that has come back */
  function takeLate(names: readonly string[], ticket: string): void {
    if (!ticket.includes(`-${self}-`)) return;
    const isNews = names.some((name) => !isLate(name));
    for (const name of names) late.set(name, Date.now() + lateMilliseconds);
    if (isNews) locks.onLateAnswer();
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    switch (data.type) {
      case 'claim': {
        const own = claims.get(data.name);
        if (held.has(data.name) || (own !== undefined && own < data.ticket)) {
          send({ type: 'refusal', name: data.name, ticket: data.ticket });
        }
        return;
      }
      case 'refusal':
        refused.add(data.ticket);
        return;
      case 'roll-call':
        if (held.size > 0) send({ type: 'names', names: [...held], ticket: data.ticket });
        return;
      case 'names':
        if (!named.has(data.ticket)) takeLate(data.names, data.ticket);
        for (const name of data.names) named.get(data.ticket)?.add(name);
        return;
      default:
        data satisfies never;
    }
  });

  /** Whether nobody else has the name, or asked for it before. */
  async function claim(name: string): Promise<boolean> {
    if (claims.has(name)) return false;
    const ticket = newTicket();
    claims.set(name, ticket);
    send({ type: 'claim', name, ticket });
    await sleep(answerMilliseconds);
    if (!refused.delete(ticket) && !isLate(name)) return true;
    claims.delete(name);
    return false;
  }

  async function request<T>(
    name: string,
    { signal }: { signal: AbortSignal },
    work: () => Promise<T>,
  ): Promise<T> {
    while (!(await claim(name))) {
      await sleep(restMilliseconds);
      signal.throwIfAborted();
    }
    held.add(name);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      held.delete(name);
      claims.delete(name);
    }
  }

  async function query() {
    const ticket = newTicket();
    const names = new Set([...held, ...[...late.keys()].filter(isLate)]);
    named.set(ticket, names);
    send({ type: 'roll-call', ticket });
    await sleep(answerMilliseconds);
    named.delete(ticket);
    return { held: [...names].map((name) => ({ name })) };
  }

  return locks;
}
