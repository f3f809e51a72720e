/** Finds Firefox and WebKit for the tests, or installs them where that needs no question. */
import { hasApt, installPackages, thisMachine } from './find-browser.mjs';

/** @typedef {import('./find-browser.mjs').Machine} Machine */

/** @param {Machine} machine @param {string[]} names @returns {string | null} */
function onPath({ platform, env, isProgram }, ...names) {
  if (platform === 'win32') return null;
  const folders = (env['PATH'] ?? '').split(':').filter(Boolean);
  const places = folders.flatMap((folder) => names.map((name) => `${folder}/${name}`));
  return places.find((place) => isProgram(place)) ?? null;
}

/**
 * @param {Machine} [machine]
 * @returns {string | null} Firefox's program
 * @throws {Error} when FIREFOX_PATH names no program
 */
export function findFirefox(machine = thisMachine()) {
  const { platform, env, isProgram } = machine;
  const named = env['FIREFOX_PATH'];
  if (named) {
    if (isProgram(named)) return named;
    throw new Error(`FIREFOX_PATH is “${named}”, and there is no program there: correct it or unset it.`);
  }
  const inApplications = 'Firefox.app/Contents/MacOS/firefox';
  const inPrograms = 'Mozilla Firefox\\firefox.exe';
  const places = {
    darwin: ['/Applications', `${env['HOME']}/Applications`].map((folder) => `${folder}/${inApplications}`),
    win32: [env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].map((folder) => `${folder}\\${inPrograms}`),
  };
  const usual = platform === 'darwin' || platform === 'win32' ? places[platform] : [];
  return usual.find((place) => isProgram(place)) ?? onPath(machine, 'firefox-esr', 'firefox');
}

/**
 * WebKit comes with GTK's small browser, whose driver needs a screen; Xvfb is one that nobody sees.
 *
 * @param {Machine} [machine]
 * @returns {{ driver: string, screen: string } | null}
 */
export function findWebkit(machine = thisMachine()) {
  const driver = onPath(machine, 'WebKitWebDriver');
  const screen = onPath(machine, 'Xvfb');
  return driver && screen ? { driver, screen } : null;
}

/** Why the tests in a browser are skipped, and what to do about it. */
export const missing = {
  Firefox:
    'No Firefox was found and none could be installed: the tests in Firefox are skipped. Install it, or set FIREFOX_PATH to its program.',
  WebKit:
    'No WebKit was found and none could be installed: the tests in WebKit are skipped. On Debian, install webkit2gtk-driver and xvfb.',
};

/**
 * Installs what is not there, as root on Debian or Ubuntu, and says what is still missing.
 *
 * @param {Machine} [machine]
 * @returns {string[]} one sentence for each browser that is missing
 */
export function installOtherBrowsers(machine = thisMachine()) {
  /** @type {[keyof typeof missing, () => unknown, string[]][]} */
  const browsers = [
    ['Firefox', () => findFirefox(machine), ['firefox-esr']],
    ['WebKit', () => findWebkit(machine), ['webkit2gtk-driver', 'xvfb']],
  ];
  return browsers.flatMap(([name, find, packages]) => {
    if (find()) return [];
    if (hasApt(machine)) {
      machine.say(`No ${name} found: installing it.`);
      if (installPackages(machine, ...packages) && find()) return [];
    }
    return [missing[name]];
  });
}
