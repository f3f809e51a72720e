/** WebKitGTK's small browser, through its own driver, on a screen that nobody sees. */
import { freePort } from '../../scripts/free-port.mjs';
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

/** @param driver the program of the driver @param screen the program of the X server without a screen */
export async function openWebkit({ driver, screen }: { driver: string; screen: string }): Promise<Driver> {
  const x = start(screen, ['-displayfd', '1', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp']);
  const port = await freePort();
  let display: string;
  try {
    display = await until('Xvfb names its display', async () => /^\d+$/m.exec(x.said())?.[0]);
  } catch (error) {
    await end(x.child);
    throw error;
  }
  const server = start(driver, [`--port=${port}`], {
    DISPLAY: `:${display}`,
    // No session bus is needed, and waiting for one would take long.
    GTK_A11Y: 'none',
    GIO_USE_VFS: 'local',
    // Pages that are isolated share memory in Safari; here WebKit is built to be asked for it.
    JSC_useSharedArrayBuffer: '1',
  });
  const wire = httpWire(`http://127.0.0.1:${port}`, async () => {
    await end(server.child);
    await end(x.child);
  });
  const listens = () =>
    fetch(`http://127.0.0.1:${port}/status`).then(
      () => true,
      () => false,
    );
  try {
    await until('WebKitWebDriver listens', listens);
  } catch (error) {
    await wire.close();
    throw new Error(`WebKitWebDriver did not start: ${server.said()}`, { cause: error });
  }
  return openDriver(wire, { browserName: 'MiniBrowser' });
}

function httpWire(address: string, close: () => Promise<void>): Wire {
  let session = '';
  return {
    async send(command, parameters) {
      const [method, pattern] = commands[command].http;
      const { id, ...rest } = parameters;
      const path = pattern.replace('{session}', session).replace('{id}', String(id));
      const body = method === 'POST' ? JSON.stringify(rest) : undefined;
      const answer = await fetch(address + path, { method, body });
      const { value } = (await answer.json()) as { value: Parameters };
      if (!answer.ok) throw new Error(`${command}: ${String(value['error'])}: ${String(value['message'])}`);
      if (command === 'newSession') session = String(value['sessionId']);
      return value;
    },
    close,
  };
}
