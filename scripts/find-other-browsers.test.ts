import { describe, expect, test } from 'vitest';

import type { Machine } from './find-browser.mjs';
import { findFirefox, findWebkit, installOtherBrowsers, missing } from './find-other-browsers.mjs';

/** A machine where these programs can be run; `install` says which package has which programs. */
function machine(programs: string[], change: Partial<Machine> = {}, install: Record<string, string[]> = {}) {
  const present = new Set(programs);
  const commands: string[] = [];
  const said: string[] = [];
  const made: Machine = {
    platform: 'linux',
    env: { PATH: '/usr/local/bin:/usr/bin' },
    isRoot: true,
    isProgram: (path) => present.has(path),
    readText: () => 'NAME="Debian"\nID=debian\n',
    playwrightChromium: () => null,
    run: (command, args) => {
      commands.push([command, ...args].join(' '));
      for (const name of args) for (const path of install[name] ?? []) present.add(path);
      return true;
    },
    say: (line) => said.push(line),
    ...change,
  };
  return { machine: made, commands, said };
}

const all = ['/usr/bin/firefox-esr', '/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'];

describe('browsers that are there', () => {
  test('are found, and nothing is installed', () => {
    const { machine: here, commands } = machine(all);
    expect(findFirefox(here)).toBe('/usr/bin/firefox-esr');
    expect(findWebkit(here)).toEqual({ driver: '/usr/bin/WebKitWebDriver', screen: '/usr/bin/Xvfb' });
    expect(installOtherBrowsers(here)).toEqual([]);
    expect(commands).toEqual([]);
  });

  test('FIREFOX_PATH goes before all others, and must name a program', () => {
    const env = { PATH: '/usr/bin', FIREFOX_PATH: '/opt/firefox' };
    expect(findFirefox(machine([...all, '/opt/firefox'], { env }).machine)).toBe('/opt/firefox');
    expect(() => findFirefox(machine(all, { env }).machine)).toThrow('FIREFOX_PATH is “/opt/firefox”');
  });

  test('Firefox on a Mac and on Windows', () => {
    const mac = '/Applications/Firefox.app/Contents/MacOS/firefox';
    expect(findFirefox(machine([mac], { platform: 'darwin' }).machine)).toBe(mac);
    const windows = 'C:\\Program Files\\Mozilla Firefox\\firefox.exe';
    const env = { PROGRAMFILES: 'C:\\Program Files' };
    expect(findFirefox(machine([windows], { platform: 'win32', env }).machine)).toBe(windows);
  });

  test('a driver without a screen is no WebKit', () => {
    expect(findWebkit(machine(['/usr/bin/WebKitWebDriver']).machine)).toBeNull();
  });
});

describe('browsers that are missing', () => {
  const packages = {
    'firefox-esr': ['/usr/bin/firefox-esr'],
    'webkit2gtk-driver': ['/usr/bin/WebKitWebDriver'],
    xvfb: ['/usr/bin/Xvfb'],
  };

  test('root on Debian gets them', () => {
    const { machine: here, commands, said } = machine([], {}, packages);
    expect(installOtherBrowsers(here)).toEqual([]);
    expect(commands.filter((line) => line.includes('install'))).toEqual([
      'apt-get install --yes --no-install-recommends firefox-esr',
      'apt-get install --yes --no-install-recommends webkit2gtk-driver xvfb',
    ]);
    expect(said).toEqual(['No Firefox found: installing it.', 'No WebKit found: installing it.']);
  });

  test('somebody who is not root is told, and apt is left alone', () => {
    const { machine: here, commands } = machine([], { isRoot: false }, packages);
    expect(installOtherBrowsers(here)).toEqual([missing.Firefox, missing.WebKit]);
    expect(commands).toEqual([]);
  });

  test('an installer that says yes and installs nothing is not believed', () => {
    const { machine: here } = machine(['/usr/bin/firefox']);
    expect(installOtherBrowsers(here)).toEqual([missing.WebKit]);
  });
});
