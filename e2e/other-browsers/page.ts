/** The page as a user meets it, through a driver: parts are found by their role and name. */
import { until, type Driver, type Element } from './webdriver.ts';

/** In the page: the elements of a kind that have this name, and are seen. */
const find = `
  const [kind, name] = arguments;
  const textOf = (id) => document.getElementById(id)?.textContent ?? '';
  const named = (element) =>
    element.getAttribute('aria-label') ??
    (element.getAttribute('aria-labelledby')?.split(' ').map(textOf).join(' ') ||
      element.labels?.[0]?.textContent || (element.caption ?? element).textContent);
  const all = [...document.querySelectorAll(kind)];
  return all.find((element) => element.getClientRects().length > 0 && named(element).trim() === name) ?? null;
`;

const kinds = {
  button: 'button:not([disabled])',
  link: 'a[href]',
  field: 'input:not([disabled]), textarea:not([disabled])',
  table: 'table',
  region: 'section',
  status: '[role=status], output',
} as const;

type Kind = keyof typeof kinds;

export const onPage = (driver: Driver) => {
  const part = (kind: Kind, name: string, milliseconds?: number): Promise<Element> =>
    until(`${kind} “${name}”`, () => driver.run<Element | null>(find, kinds[kind], name), milliseconds);
  const text = async (kind: Kind, name: string): Promise<string> =>
    driver.run('return arguments[0].textContent', await part(kind, name));
  return {
    part,
    text,
    /** Waits until a part's text matches; returns the text. */
    textWith: (kind: Kind, name: string, pattern: RegExp, milliseconds?: number): Promise<string> =>
      until(
        `${kind} “${name}” with ${String(pattern)}`,
        async () => {
          const found = await text(kind, name);
          return pattern.test(found) && found;
        },
        milliseconds,
      ),
    press: async (name: string) => driver.click(await part('button', name)),
    follow: async (name: string) => driver.click(await part('link', name)),
    fill: async (name: string, value: string) => driver.fill(await part('field', name), value),
  };
};
