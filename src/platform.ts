/**
 * What browsers give only to secure contexts (HTTPS, or this machine itself) or isolated pages, each with a way
 * without it. A page opened over plain HTTP from another machine has none of it. And what hosts do differently.
 * Page and workers ask here.
 */
import { ChannelLocks, type Locks } from './channel-locks.ts';

export { ChannelLocks, type Locks };

/** A new id of 128 bits, 122 of them random, as a UUID of version 4. `crypto.randomUUID` needs a secure context. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether an answer is the file that was asked for. Some hosts answer with the page itself where there is no file. */
export function isFile(answer: Response): boolean {
  return answer.ok && !answer.headers.get('Content-Type')?.startsWith('text/html');
}

let channelLocks: Locks | null = null;

/** Locks that all tabs of this page share; null in Node, which has no tabs. */
export function sharedLocks(): Locks | null {
  const { navigator } = globalThis;
  if (navigator?.locks) return navigator.locks;
  if (!navigator || typeof process !== 'undefined') return null;
  channelLocks ??= new ChannelLocks();
  return channelLocks;
}

/** How much room the browser gives this page, in bytes; null where it does not say. Never rejects. */
export async function storageEstimate(): Promise<{ quota: number; usage: number } | null> {
  const estimate = globalThis.navigator?.storage?.estimate?.().catch(() => null);
  const { quota, usage = 0 } = (await estimate) ?? {};
  return quota === undefined ? null : { quota, usage };
}

/** Asks the browser not to clear what this page saves; some ask the user. */
export function askToPersist(): void {
  void navigator.storage?.persist?.().catch(() => false);
}

/** @returns false where the browser does not allow it */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (!navigator.clipboard) return copyBySelection(text);
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** The old way, which needs a selected field and the user's press under way. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}

/** Why WebAssembly has one thread in this page: `insecure` (plain HTTP), `not-isolated` (no headers); null: it has more. */
export function threadObstacle(): 'insecure' | 'not-isolated' | null {
  if (globalThis.crossOriginIsolated) return null;
  return globalThis.isSecureContext ? 'not-isolated' : 'insecure';
}
