/**
 * Finds a Chromium for the tests, or installs one. Tests need a full build: Playwright's
 * `chromium-headless-shell` has no WebGPU.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * What tests start Chromium with: no traffic of its own, and WebGPU and WebGL on a software adapter,
 * so that a test computes the same on every machine.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-unsafe-swiftshader',
];

export const noBrowserMessage =
  'No Chrome, Chromium or Edge was found and none could be installed: install one, or set CHROMIUM_PATH to its program.';

const pathNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const macPlaces = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsPlaces = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * What the finder sees of the machine, so that a test can give it another one.
 *
 * @typedef {object} Machine
 * @property {NodeJS.Platform} platform
 * @property {Record<string, string | undefined>} env
 * @property {boolean} isRoot
 * @property {(path: string) => boolean} isProgram whether a file is there that can be run
 * @property {(path: string) => string | null} readText null when there is no such file
 * @property {() => string | null} playwrightChromium where Playwright keeps its own full Chromium
 * @property {(command: string, args: string[]) => boolean} run whether it exited with 0
 * @property {(line: string) => void} say
 */

/** @type {Machine['isProgram']} */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Asks Playwright itself: the place depends on its version and on PLAYWRIGHT_BROWSERS_PATH. */
function playwrightChromium() {
  try {
    /** @type {typeof import('@playwright/test')} */
    const playwright = createRequire(import.meta.url)('@playwright/test');
    return playwright.chromium.executablePath() || null;
  } catch {
    return null;
  }
}

/** The machine that this runs on. What an installer prints goes to stderr. @returns {Machine} */
export function thisMachine() {
  return {
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    isProgram,
    readText: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null),
    playwrightChromium,
    run: (command, args) => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      return spawnSync(command, args, { stdio: ['ignore', 2, 2], env }).status === 0;
    },
    say: (line) => process.stderr.write(`${line}\n`),
  };
}

/** Every place where a browser may be, the likeliest first. @param {Machine} machine @returns {string[]} */
function usualPlaces({ platform, env }) {
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return folders.flatMap((folder) => (folder ? windowsPlaces.map((place) => `${folder}\\${place}`) : []));
  }
  const onPath = (env['PATH'] ?? '')
    .split(':')
    .filter(Boolean)
    .flatMap((folder) => pathNames.map((name) => `${folder}/${name}`));
  if (platform !== 'darwin') return onPath;
  const folders = ['/Applications', ...(env['HOME'] ? [`${env['HOME']}/Applications`] : [])];
  return [...folders.flatMap((folder) => macPlaces.map((place) => `${folder}/${place}`)), ...onPath];
}

/**
 * The browser that is already there; installs nothing.
 *
 * @param {Machine} [machine]
 * @returns {string | null} the program's path
 * @throws {Error} when CHROMIUM_PATH names no program
 */
export function findInstalledBrowser(machine = thisMachine()) {
  const named = machine.env['CHROMIUM_PATH'];
  if (named) {
    if (machine.isProgram(named)) return named;
    throw new Error(`CHROMIUM_PATH is “${named}”, and there is no program there: correct it or unset it.`);
  }
  const own = machine.playwrightChromium();
  const places = own ? [...usualPlaces(machine), own] : usualPlaces(machine);
  return places.find((place) => machine.isProgram(place)) ?? null;
}

/** Whether packages can be installed without asking. @param {Machine} machine */
export function hasApt(machine) {
  return machine.isRoot && machine.platform === 'linux' && isDebianLike(machine);
}

/** @param {Machine} machine */
function isDebianLike(machine) {
  const release = machine.readText('/etc/os-release') ?? '';
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

/** @param {Machine} machine */
function installWithPlaywright(machine) {
  const cli = join(import.meta.dirname, '..', 'node_modules', '@playwright', 'test', 'cli.js');
  return machine.run(process.execPath, [cli, 'install', '--no-shell', 'chromium']);
}

/** @param {Machine} machine @param {string[]} packages */
export function installPackages(machine, ...packages) {
  return (
    machine.run('apt-get', ['update']) &&
    machine.run('apt-get', ['install', '--yes', '--no-install-recommends', ...packages])
  );
}

/** @param {Machine} machine */
const installWithApt = (machine) => installPackages(machine, 'chromium');

/**
 * The browser for the tests: what is installed, else one that this installs.
 *
 * @param {Machine} [machine]
 * @returns {string} the program's path
 * @throws {Error} with one sentence that says what to do, when there is none and none can be had
 */
export function findBrowser(machine = thisMachine()) {
  const installed = findInstalledBrowser(machine);
  if (installed) return installed;
  machine.say('No Chrome, Chromium or Edge found: installing Chromium.');
  const steps = [installWithPlaywright];
  if (hasApt(machine)) steps.push(installWithApt);
  for (const install of steps) {
    const found = install(machine) ? findInstalledBrowser(machine) : null;
    // A download may lack system libraries on Linux; apt installs them. (On Windows `--version` opens a window.)
    if (found && (machine.platform !== 'linux' || machine.run(found, ['--version']))) return found;
  }
  throw new Error(noBrowserMessage);
}
