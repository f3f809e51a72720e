/**
 * A component's CSS comes with its code, at any time, and stays. So each class is styled in one file, and a component finds
 * its classes in the CSS of its own folder, of what it imports, or of what the page starts with.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const app = join(import.meta.dirname, '..', 'src', 'app');
const read = (path: string) => readFileSync(join(app, path), 'utf8');
const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
  (path) => !/\.test\.|testing/.test(path),
);

/** Says how what other files style looks in colours of one's own. */
const aboutOthers = join('styles', 'forced-colors.css');
const stylesheets = files.filter((path) => path.endsWith('.css') && path !== aboutOthers);
const modules = files.filter((path) => /\.tsx?$/.test(path));

/** Selectors of a stylesheet, one by one; what stands in brackets is left out. */
function selectorsOf(path: string): string[] {
  const text = read(path).replaceAll(/\/\*.*?\*\//gs, '');
  return [...text.matchAll(/([^{};]+)\{/g)].flatMap(([, list]) =>
    list
      .replaceAll(/\([^()]*\)/g, '')
      .split(',')
      .map((selector) => selector.trim()),
  );
}

/** The files in which a selector begins with each class; `pattern` has the class's name as its group. */
function filesByClass(pattern: RegExp): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of stylesheets)
    for (const selector of selectorsOf(path)) {
      const name = pattern.exec(selector)?.[1];
      if (name) found.set(name, (found.get(name) ?? new Set()).add(path));
    }
  return found;
}

function importsOf(path: string): string[] {
  const statements = read(path).matchAll(/^(?:@?import|export)\s(?:[^;]*?\sfrom\s)?'(\.[^']+)'/gm);
  return [...statements].map(([, to]) => normalize(join(dirname(path), to)));
}

const known = new Set([...modules, ...stylesheets]);

/** All that comes with a module, itself too. */
function closureOf(path: string, seen = new Set<string>()): Set<string> {
  if (!known.has(path) || seen.has(path)) return seen;
  seen.add(path);
  for (const next of importsOf(path)) closureOf(next, seen);
  return seen;
}

/** The class names that a component writes out. */
function classesIn(path: string): string[] {
  const values = [...read(path).matchAll(/className=(?:"([^"]*)"|\{`([^`]*)`\}|\{([^}]*)\})/g)];
  return values.flatMap(([, plain, template, expression]) => {
    const texts = plain ?? template?.replaceAll(/\$\{[^}]*\}/g, (part) => ` ${part} `) ?? expression;
    const quoted = plain === undefined ? [...texts.matchAll(/'([^']*)'/g)].map(([, text]) => text) : [];
    const outside = template?.replaceAll(/\S*\$\{[^}]*\}\S*/g, ' ') ?? plain ?? '';
    return [outside, ...quoted].join(' ').split(/\s+/).filter(Boolean);
  });
}

describe('classes of components', () => {
  it('are styled in one file each', () => {
    const alone = filesByClass(/^\.([\w-]+)(?::+[\w-]+)*$/);
    expect(alone.size).toBeGreaterThan(300);
    expect([...alone].filter(([, paths]) => paths.size > 1)).toEqual([]);
  });

  it('have their CSS wherever the component is shown', () => {
    const styled = filesByClass(/^\.([\w-]+)/);
    const first = closureOf('main.tsx');
    expect(first.size).toBeGreaterThan(100);
    const missing = modules
      .filter((path) => path.endsWith('.tsx'))
      .flatMap((path) => {
        const own = closureOf(path);
        const isThere = (css: string) => dirname(css) === dirname(path) || own.has(css) || first.has(css);
        return classesIn(path)
          .filter((name) => styled.has(name) && ![...(styled.get(name) ?? [])].some(isThere))
          .map((name) => `${path}: ${name}, of ${[...(styled.get(name) ?? [])].join()}`);
      });
    expect(missing).toEqual([]);
  });
});
