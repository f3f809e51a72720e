/** Firefox without a window, spoken to by its own protocol: no other program is needed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commands,
  end,
  openDriver,
  start,
  until,
  type Driver,
  type Parameters,
  type Wire,
} from './webdriver.ts';

/** No traffic of its own, and no questions. */
const preferences = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'intl.accept_languages': 'en-US',
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
};

export async function openFirefox(program: string): Promise<Driver> {
  const profile = await mkdtemp(join(tmpdir(), 'forget-gate-firefox-'));
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile];
  const firefox = start(program, args, { HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' });
  async function close(): Promise<void> {
    await end(firefox.child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  try {
    const port = await until(
      'Firefox names its port',
      async () =>
        Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '')) || null,
      60_000,
    );
    return await openDriver(await marionetteWire(port, close), {});
  } catch (error) {
    await close();
    throw new Error(`Firefox could not be driven. It said: ${firefox.said()}`, { cause: error });
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Packets are `length:JSON`; a command is `[0, id, name, parameters]`, its answer `[1, id, error, value]`. */
async function marionetteWire(port: number, close: () => Promise<void>): Promise<Wire> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const made = connect(port, '127.0.0.1', () => resolve(made));
    made.once('error', reject);
  });
  const waiting = new Map<number, Waiting>();
  let received = Buffer.alloc(0);
  let nextId = 1;

  function take(packet: string): void {
    const parsed = JSON.parse(packet) as unknown;
    // The first packet is a greeting.
    if (!Array.isArray(parsed)) return;
    const [, id, error, value] = parsed as [
      number,
      number,
      { error: string; message: string } | null,
      unknown,
    ];
    const entry = waiting.get(id);
    waiting.delete(id);
    if (error) entry?.reject(new Error(`${error.error}: ${error.message}`));
    else entry?.resolve(value);
  }

  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (;;) {
      const colon = received.indexOf(':');
      const length = Number(received.subarray(0, colon).toString());
      if (colon < 0 || received.length < colon + 1 + length) return;
      take(received.subarray(colon + 1, colon + 1 + length).toString());
      received = received.subarray(colon + 1 + length);
    }
  });
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('Firefox has ended.'));
    waiting.clear();
  });

  return {
    async send(command, parameters) {
      const id = nextId++;
      const packet = JSON.stringify([0, id, commands[command].marionette, parameters]);
      const answer = await new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        socket.write(`${Buffer.byteLength(packet)}:${packet}`);
      });
      // Commands that return nothing else than a value wrap it.
      return command === 'execute' ? (answer as Parameters)['value'] : answer;
    },
    async close() {
      socket.destroy();
      await close();
    },
  };
}
