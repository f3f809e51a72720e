import { describe, expect, test } from 'vitest';

import { findBrowser, findInstalledBrowser, noBrowserMessage, type Machine } from './find-browser.mjs';

const own = '/home/me/.cache/ms-playwright/chromium-1/chrome-linux/chrome';

/** A machine where these programs can be run; `install` says which command installs which program. */
function machine(programs: string[], change: Partial<Machine> = {}, install: Record<string, string> = {}) {
  const present = new Set(programs);
  const commands: string[] = [];
  const said: string[] = [];
  const made: Machine = {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: false,
    isProgram: (path) => present.has(path),
    readText: (path) => (path === '/etc/os-release' ? 'NAME="Debian"\nID=debian\n' : null),
    playwrightChromium: () => own,
    run: (command, args) => {
      const line = [command === process.execPath ? 'node' : command, ...args].join(' ');
      commands.push(line);
      const word = Object.keys(install).find((key) => line.includes(key));
      if (word && install[word]) present.add(install[word]);
      return word !== undefined;
    },
    say: (line) => said.push(line),
    ...change,
  };
  return { machine: made, commands, said };
}

describe('a browser that is there', () => {
  test('CHROMIUM_PATH goes before all others', () => {
    const { machine: here } = machine(['/opt/chrome', '/usr/bin/google-chrome'], {
      env: { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/chrome' },
    });
    expect(findInstalledBrowser(here)).toBe('/opt/chrome');
  });

  test('a CHROMIUM_PATH that names no program is an error, not passed over', () => {
    const { machine: here, commands } = machine(['/usr/bin/chromium'], {
      env: { PATH: '/usr/bin', CHROMIUM_PATH: '/opt/gone' },
    });
    expect(() => findBrowser(here)).toThrow('CHROMIUM_PATH is “/opt/gone”');
    expect(commands).toEqual([]);
  });

  test.each(['google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'])('%s on PATH', (name) => {
    expect(findInstalledBrowser(machine([`/usr/bin/${name}`, own]).machine)).toBe(`/usr/bin/${name}`);
  });

  test('an empty PATH finds nothing on it', () => {
    expect(findInstalledBrowser(machine(['/chromium'], { env: { PATH: '' } }).machine)).toBeNull();
  });

  test('on a Mac, in the applications of all and of one user', () => {
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    const chrome = '/Users/me/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const mac: Partial<Machine> = { platform: 'darwin', env: { HOME: '/Users/me' } };
    expect(findInstalledBrowser(machine([edge, chrome], mac).machine)).toBe(edge);
    expect(findInstalledBrowser(machine([chrome], mac).machine)).toBe(chrome);
  });

  test('on Windows, under Program Files and the user’s own folder', () => {
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const chrome = 'C:\\Users\\me\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    const env = {
      PROGRAMFILES: 'C:\\Program Files',
      'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
      LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local',
    };
    expect(findInstalledBrowser(machine([edge], { platform: 'win32', env }).machine)).toBe(edge);
    expect(findInstalledBrowser(machine([chrome], { platform: 'win32', env }).machine)).toBe(chrome);
  });

  test('Playwright’s own Chromium comes last and is not installed again', () => {
    const { machine: here, commands } = machine([own]);
    expect(findBrowser(here)).toBe(own);
    expect(commands).toEqual([]);
  });
});

describe('no browser is there', () => {
  test('Playwright installs the full build, never the headless shell', () => {
    const {
      machine: here,
      commands,
      said,
    } = machine(
      [],
      {},
      {
        'install --no-shell chromium': own,
        '--version': '',
      },
    );
    expect(findBrowser(here)).toBe(own);
    expect(commands).toHaveLength(2);
    expect(said).toEqual(['No Chrome, Chromium or Edge found: installing Chromium.']);
  });

  test('root on Debian falls back on apt', () => {
    const apt = { 'apt-get update': '', 'apt-get install': '/usr/bin/chromium', '--version': '' };
    const { machine: here, commands } = machine([], { isRoot: true }, apt);
    expect(findBrowser(here)).toBe('/usr/bin/chromium');
    expect(commands.filter((line) => line.startsWith('apt-get'))).toEqual([
      'apt-get update',
      'apt-get install --yes --no-install-recommends chromium',
    ]);
  });

  test('a download that does not start is not used', () => {
    const install = { 'install --no-shell chromium': own, 'apt-get update': '', 'apt-get install': '' };
    const { machine: here, commands } = machine([], { isRoot: true }, install);
    expect(() => findBrowser(here)).toThrow(noBrowserMessage);
    expect(commands).toContain(`${own} --version`);
    expect(commands).toContain('apt-get update');
  });

  const others: [string, Partial<Machine>][] = [
    ['somebody who is not root', { isRoot: false }],
    ['another Linux', { isRoot: true, readText: () => 'ID=fedora\n' }],
    ['a Mac', { isRoot: true, platform: 'darwin', readText: () => null }],
  ];
  test.each(others)('%s is told in one sentence, and apt is left alone', (_, change) => {
    const { machine: here, commands } = machine([], change, { 'apt-get': '/usr/bin/chromium' });
    expect(() => findBrowser(here)).toThrow(noBrowserMessage);
    expect(commands.filter((line) => line.startsWith('apt-get'))).toEqual([]);
  });

  test('Ubuntu counts as Debian', () => {
    const change = { isRoot: true, readText: () => 'NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n' };
    const apt = { 'apt-get update': '', 'apt-get install': '/usr/bin/chromium', '--version': '' };
    expect(findBrowser(machine([], change, apt).machine)).toBe('/usr/bin/chromium');
  });

  test('an installer that says yes and installs nothing is not believed', () => {
    const { machine: here } = machine([], { isRoot: true }, { install: '', 'apt-get': '' });
    expect(() => findBrowser(here)).toThrow(noBrowserMessage);
  });
});
