/**
 * A small WebDriver client. WebKit is spoken to through WebKitWebDriver, over HTTP; Firefox directly, by the protocol
 * that it speaks itself (Marionette): the same commands with lengths before them.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A command of the WebDriver specification, as each of the two wires names it. */
export const commands = {
  newSession: { http: ['POST', '/session'], marionette: 'WebDriver:NewSession' },
  deleteSession: { http: ['DELETE', '/session/{session}'], marionette: 'WebDriver:DeleteSession' },
  navigate: { http: ['POST', '/session/{session}/url'], marionette: 'WebDriver:Navigate' },
  execute: { http: ['POST', '/session/{session}/execute/sync'], marionette: 'WebDriver:ExecuteScript' },
  click: { http: ['POST', '/session/{session}/element/{id}/click'], marionette: 'WebDriver:ElementClick' },
  type: { http: ['POST', '/session/{session}/element/{id}/value'], marionette: 'WebDriver:ElementSendKeys' },
} as const;

export type Command = keyof typeof commands;
export type Parameters = Record<string, unknown>;

/** One way to reach a browser. */
export interface Wire {
  /** @throws {Error} with the browser's own words when it refuses */
  send(command: Command, parameters: Parameters): Promise<unknown>;
  close(): Promise<void>;
}

/** An element as scripts return it and take it. */
export type Element = Record<string, string>;

/** How the specification names an element's id. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export interface Driver {
  open(url: string): Promise<void>;
  /** Runs a function's body in the page; what it returns must be JSON or an element. */
  run<T>(body: string, ...args: unknown[]): Promise<T>;
  click(element: Element): Promise<void>;
  /** Replaces a field's text, key by key. */
  fill(element: Element, text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openDriver(wire: Wire, capabilities: Parameters): Promise<Driver> {
  try {
    await wire.send('newSession', { capabilities: { alwaysMatch: capabilities } });
  } catch (error) {
    await wire.close();
    throw error;
  }
  const id = (element: Element) => element[elementKey] ?? '';
  return {
    open: async (url) => void (await wire.send('navigate', { url })),
    run: async <T>(script: string, ...args: unknown[]) => (await wire.send('execute', { script, args })) as T,
    click: async (element) => void (await wire.send('click', { id: id(element) })),
    async fill(element, text) {
      // As a user does it: WebKit's own command for this leaves React in the dark.
      await wire.send('execute', { script: 'arguments[0].focus(); arguments[0].select();', args: [element] });
      await wire.send('type', { id: id(element), text });
    },
    async close() {
      await wire.send('deleteSession', {}).catch(() => undefined);
      await wire.close();
    },
  };
}

/** Starts a program whose output is saved for when something goes wrong. */
export function start(program: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(String(bytes)));
  child.on('error', (error) => said.push(error.message));
  return { child, said: () => said.join('') };
}

/** Ends a program, and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}

/** Asks again until there is an answer. @throws {Error} when there is none in time */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  milliseconds = 30_000,
): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`Waited ${milliseconds / 1000} s in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
