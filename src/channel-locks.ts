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

export class ChannelLocks implements Locks {
  onLateAnswer: () => void = () => undefined;

  private readonly channel = new BroadcastChannel(channelName);
  /** By name: the ticket of the claim, or of the lock that it became. Earlier tickets sort first. */
  private readonly claims = new Map<string, string>();
  private readonly held = new Set<string>();
  private readonly refused = new Set<string>();
  private readonly named = new Map<string, Set<string>>();
  /** Names that others were late to say, and until when that counts. */
  private readonly late = new Map<string, number>();
  private count = 0;
  private readonly self = Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) =>
    word.toString(36),
  ).join('');

  constructor() {
    this.channel.addEventListener('message', ({ data }: MessageEvent<Message>) => this.hear(data));
  }

  async request<T>(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<T>): Promise<T> {
    while (!(await this.claim(name))) {
      await sleep(restMilliseconds);
      signal.throwIfAborted();
    }
    this.held.add(name);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      this.held.delete(name);
      this.claims.delete(name);
    }
  }

  async query() {
    const ticket = this.newTicket();
    const late = [...this.late.keys()].filter((name) => this.isLate(name));
    const names = new Set([...this.held, ...late]);
    this.named.set(ticket, names);
    this.send({ type: 'roll-call', ticket });
    await sleep(answerMilliseconds);
    this.named.delete(ticket);
    return { held: [...names].map((name) => ({ name })) };
  }

  private newTicket(): string {
    return `${String(Date.now()).padStart(15, '0')}-${this.self}-${this.count++}`;
  }

  private send(message: Message): void {
    this.channel.postMessage(message);
  }

  private isLate(name: string): boolean {
    return (this.late.get(name) ?? 0) > Date.now();
  }

  /** @param ticket of a query of this tab that has come back */
  private takeLate(names: readonly string[], ticket: string): void {
    if (!ticket.includes(`-${this.self}-`)) return;
    const isNews = names.some((name) => !this.isLate(name));
    for (const name of names) this.late.set(name, Date.now() + lateMilliseconds);
    if (isNews) this.onLateAnswer();
  }

  private hear(message: Message): void {
    const { ticket } = message;
    switch (message.type) {
      case 'claim': {
        const own = this.claims.get(message.name);
        if (this.held.has(message.name) || (own !== undefined && own < ticket))
          this.send({ type: 'refusal', name: message.name, ticket });
        return;
      }
      case 'refusal':
        this.refused.add(ticket);
        return;
      case 'roll-call':
        if (this.held.size > 0) this.send({ type: 'names', names: [...this.held], ticket });
        return;
      case 'names':
        if (!this.named.has(ticket)) this.takeLate(message.names, ticket);
        for (const name of message.names) this.named.get(ticket)?.add(name);
        return;
      default:
        message satisfies never;
    }
  }

  /** Whether nobody else has the name, or asked for it before. */
  private async claim(name: string): Promise<boolean> {
    if (this.claims.has(name)) return false;
    const ticket = this.newTicket();
    this.claims.set(name, ticket);
    this.send({ type: 'claim', name, ticket });
    await sleep(answerMilliseconds);
    if (!this.refused.delete(ticket) && !this.isLate(name)) return true;
    this.claims.delete(name);
    return false;
  }
}
