import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** What a file may not import, and what it may: the table of CONTRIBUTING.md, edge by edge. */
const table: { file: string; refused: string[]; allowed: string[] }[] = [
  {
    file: 'src/contract/failures.ts',
    refused: [
      '../model/errors.ts',
      '../model/index.ts',
      '../workers/protocol.ts',
      '../app/main.tsx',
      '@tensorflow/tfjs-core',
      'react',
      'node:fs',
    ],
    allowed: ['./commands.ts', 'valibot'],
  },
  {
    file: 'src/model/errors.ts',
    refused: ['./preparation.ts', './index.ts', '../workers/protocol.ts', '@tensorflow/tfjs-core'],
    allowed: ['../contract/failures.ts'],
  },
  {
    file: 'src/contract/settings/check.ts',
    refused: ['../../model/errors.ts', '../../workers/protocol.ts', '@tensorflow/tfjs-core', 'react'],
    allowed: ['valibot', './table.ts'],
  },
  {
    file: 'src/model/curve.ts',
    refused: ['./preparation.ts', './data/random.ts', '@tensorflow/tfjs-core'],
    allowed: [],
  },
  {
    file: 'src/model/experiments/engine.ts',
    refused: ['../index.ts', '../evaluation/index.ts', '../../workers/protocol.ts', '@tensorflow/tfjs-core'],
    allowed: [
      './plan.ts',
      '../errors.ts',
      '../evaluation/significance.ts',
      '../../contract/math.ts',
      'valibot',
    ],
  },
  {
    file: 'src/workers/studies.ts',
    refused: ['../model/index.ts', './protocol.ts', './host.ts'],
    allowed: ['../model/experiments/index.ts', '../model/errors.ts'],
  },
  {
    file: 'src/model/ops/lstm/webgpu.ts',
    refused: [
      '../adam/op.ts',
      '../index.ts',
      '../../network/network.ts',
      '../../training/trainer.ts',
      '../../preparation.ts',
      '../../backends/webgpu.ts',
      '../../index.ts',
      '../../../workers/protocol.ts',
      '../../../app/main.tsx',
      'react',
      'node:fs',
    ],
    allowed: [
      '../../../contract/failures.ts',
      './op.ts',
      './step.wgsl?raw',
      '../helpers/counter.ts',
      '../../runtime/webgpu/backend.ts',
      '../../errors.ts',
      '@tensorflow/tfjs-core',
    ],
  },
  {
    file: 'src/model/ops/lstm/passes/forward.ts',
    refused: [
      '../../adam/op.ts',
      '../../../backends/wasm/index.ts',
      '../../../network/network.ts',
      '../../../../app/main.tsx',
      'node:fs',
    ],
    allowed: [
      '../../../../contract/failures.ts',
      '../op.ts',
      './backward.ts',
      '../../helpers/recurrent/op.ts',
      '../../../runtime/webgpu/template.ts',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  {
    file: 'src/model/ops/helpers/fallback.ts',
    refused: [
      '../lstm/op.ts',
      '../../backends/handle.ts',
      '../../training/trainer.ts',
      '../../data/random.ts',
    ],
    allowed: ['./counter.ts', '../../runtime/kernel.ts', '@tensorflow/tfjs-core'],
  },
  {
    file: 'src/model/runtime/kernel.ts',
    refused: ['../ops/lstm/op.ts', '../backends/handle.ts', '../data/random.ts', '../index.ts', 'node:fs'],
    allowed: ['./webgpu/backend.ts', '../errors.ts', '../../contract/failures.ts', '@tensorflow/tfjs-core'],
  },
  {
    file: 'src/model/runtime/webgpu/backend.ts',
    refused: [
      '../../ops/lstm/op.ts',
      '../../ops/helpers/counter.ts',
      '../../backends/handle.ts',
      '../../network/network.ts',
      'react',
    ],
    allowed: ['./timer.ts', '../kernel.ts', '../../errors.ts', '@tensorflow/tfjs-backend-webgpu'],
  },
  {
    file: 'src/model/export/templates/predict.mjs',
    refused: ['../code.ts', '../../preparation.ts', 'fflate', 'react'],
    allowed: ['./forget-gate.mjs', 'node:fs'],
  },
  {
    file: 'src/model/training/trainer.ts',
    refused: [
      '../../workers/protocol.ts',
      '../../app/state/store.ts',
      '../../../cli/train.ts',
      'react',
      'react-dom/client',
      'zustand',
      'recharts',
      'node:fs',
    ],
    allowed: [
      '../../contract/failures.ts',
      '../network/network.ts',
      '../ops/lstm/op.ts',
      '../../contract/settings.ts',
      '@tensorflow/tfjs-core',
    ],
  },
  {
    file: 'src/model/training/trainer.test.ts',
    refused: ['../../workers/host.ts', '../../app/state/store.ts', '../../../bench/shape.ts', 'react'],
    allowed: [
      './trainer.ts',
      '../../../bench/golden/golden.json',
      '../data/index.ts',
      'vitest',
      'node:fs',
      '@tensorflow/tfjs',
    ],
  },
  {
    file: 'src/workers/protocol.ts',
    refused: ['../model/index.ts', '../model/errors.ts', './client.ts'],
    allowed: [
      '../contract/failures.ts',
      '../contract/settings.ts',
      '../model/curve.ts',
      '../model/network/layers.ts',
    ],
  },
  {
    file: 'src/workers/host.ts',
    refused: [
      '../model/preparation.ts',
      '../model/training/trainer.ts',
      './client.ts',
      '../app/main.tsx',
      'react',
    ],
    allowed: [
      '../contract/failures.ts',
      '../model/index.ts',
      '../platform.ts',
      '../storage/database.ts',
      './protocol.ts',
    ],
  },
  {
    file: 'src/workers/handlers/data.ts',
    refused: [
      '../host.ts',
      '../client.ts',
      '../../model/training/trainer.ts',
      '../../app/main.tsx',
      '@tensorflow/tfjs-core',
    ],
    allowed: ['./handler.ts', '../lanes.ts', '../../contract/commands.ts', '../../model/index.ts'],
  },
  {
    file: 'src/platform.ts',
    refused: [
      './model/index.ts',
      './model/preparation.ts',
      './workers/protocol.ts',
      './app/main.tsx',
      'react',
    ],
    allowed: ['./channel-locks.ts'],
  },
  {
    file: 'src/storage/database.ts',
    refused: [
      '../model/preparation.ts',
      '../workers/protocol.ts',
      '../app/main.tsx',
      'react',
      '@tensorflow/tfjs-core',
    ],
    allowed: ['idb', './database.ts'],
  },
  {
    file: 'src/workers/trainer.worker.ts',
    refused: ['../model/network/network.ts', './client.ts', '@tensorflow/tfjs-core', 'zustand'],
    allowed: ['../contract/failures.ts', '../model/index.ts', './protocol.ts', './host.ts'],
  },
  {
    file: 'src/workers/client.ts',
    refused: [
      '../model/index.ts',
      '../model/preparation.ts',
      './host.ts',
      './trainer.worker.ts',
      '@tensorflow/tfjs-core',
    ],
    allowed: ['../contract/failures.ts', './protocol.ts'],
  },
  {
    file: 'src/app/state/app-controller.ts',
    refused: [
      '../../model/preparation.ts',
      '../../model/index.ts',
      '../../workers/host.ts',
      '../../workers/trainer.worker.ts',
      '../../../cli/flags.ts',
      '@tensorflow/tfjs-core',
    ],
    allowed: [
      '../../contract/failures.ts',
      '../../workers/client.ts',
      '../../workers/protocol.ts',
      './store.ts',
      '../i18n/index.ts',
      'zustand',
    ],
  },
  {
    file: 'src/app/panels/training/TrainingPanel.tsx',
    refused: [
      '../model/ModelPanel.tsx',
      '../index.ts',
      '../../main.tsx',
      '../../../model/preparation.ts',
      '../../../workers/host.ts',
      '@tensorflow/tfjs-core',
    ],
    allowed: [
      '../../../contract/failures.ts',
      './Controls.tsx',
      '../../state/react.ts',
      '../../charts/CurveChart.tsx',
      '../../ui/Panel.tsx',
      '../../i18n/index.ts',
      '../../../workers/protocol.ts',
      '../../../platform.ts',
      'react',
    ],
  },
  {
    file: 'cli/train.ts',
    refused: ['../src/model/training/trainer.ts', '../src/workers/client.ts', '@tensorflow/tfjs-core'],
    allowed: ['../src/contract/failures.ts', '../src/model/index.ts', './flags.ts', 'node:fs'],
  },
  {
    file: 'bench/step.ts',
    refused: ['../src/model/ops/lstm/op.ts', '../src/app/main.tsx', '../cli/train.ts'],
    allowed: ['../src/contract/failures.ts', '../src/model/index.ts', '@tensorflow/tfjs', 'node:perf_hooks'],
  },
];

/** Every way to name another file, each of which the linter must see. */
const forms = [
  "import { a } from '../../model/preparation.ts'; export { a };",
  "import type { B } from '../../model/preparation.ts'; export type { B };",
  "export { c } from '../../model/preparation.ts';",
  "export * from '../../model/preparation.ts';",
  "export type * from '../../model/preparation.ts';",
  "import '../../model/preparation.ts';",
  "export const d = await import('../../model/preparation.ts');",
  "export type E = import('../../model/preparation.ts').E;",
];

interface Finding {
  code: string;
  filename: string;
  labels: { span: { line: number } }[];
}

let project = '';
let findings: Finding[] = [];

function write(file: string, lines: string[]) {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), `${lines.join('\n')}\n`);
}

/** What each kernel's source imports of the others. The linter can't read AssemblyScript. */
function kernelImports(): Map<string, string[]> {
  const model = join(root, 'src/model');
  const paths = readdirSync(model, { recursive: true, encoding: 'utf8' }).map((path) => join(model, path));
  const sources = paths.filter((path) => /[\\/]assembly[\\/][^\\/]+\.ts$/.test(path));
  const importsOf = (path: string) =>
    [...readFileSync(path, 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(([, to]) =>
      resolve(dirname(path), to),
    );
  return new Map(sources.map((path) => [path, importsOf(path)]));
}

/** Folders of src/model that a kernel's source imports, other than its own op's. */
function foldersOf(path: string, imports: readonly string[]): string[] {
  const folderOf = (file: string) => {
    const [folder, op] = relative(join(root, 'src/model'), file).split(sep);
    return folder === 'ops' ? `ops/${op}` : folder;
  };
  const isBuilt = (file: string) => file.startsWith(join(root, '.cache'));
  return imports
    .filter((file) => !isBuilt(file))
    .map(folderOf)
    .filter((folder) => folder !== folderOf(path));
}

/** The files on a way from this one back to itself. */
function circleFrom(start: string, imports: ReadonlyMap<string, readonly string[]>): string[] {
  const seen = new Set<string>();
  const walk = (path: string): string[] => {
    for (const next of imports.get(path) ?? []) {
      if (next === start) return [path];
      if (seen.has(next)) continue;
      seen.add(next);
      const rest = walk(next);
      if (rest.length > 0) return [path, ...rest];
    }
    return [];
  };
  return walk(start);
}

/** The lines, counted from 1, on which the linter refuses a file. */
function refusedLines(file: string, rules: string[] = ['eslint(no-restricted-imports)']): number[] {
  const own = findings.filter((finding) => finding.filename.endsWith(file) && rules.includes(finding.code));
  return [...new Set(own.map((finding) => finding.labels[0]?.span.line ?? 0))].sort((a, b) => a - b);
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'forget-gate-imports-'));
  // No rule of the table needs types, and the program that finds them is not in this folder.
  const config = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
  write('.oxlintrc.json', [config.replace('"typeAware": true', '"typeAware": false')]);
  for (const { file, refused, allowed } of table) {
    const lines = [...refused, ...allowed].map(
      (path, at) => `import { a as a${at} } from '${path}'; export { a${at} };`,
    );
    write(file, lines);
  }
  write('src/app/state/forms.ts', forms);
  write('src/model/data/first.ts', ["import { b } from './second.ts';", 'export const a = () => b;']);
  write('src/model/data/second.ts', ["import { a } from './first.ts';", 'export const b = () => a;']);
  const program = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const { stdout } = spawnSync(process.execPath, [program, '--format', 'json'], {
    cwd: project,
    encoding: 'utf8',
  });
  findings = (JSON.parse(stdout) as { diagnostics: Finding[] }).diagnostics;
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the import table', () => {
  test.each(table)('$file', ({ file, refused }) => {
    expect(refusedLines(file)).toEqual(refused.map((_, at) => at + 1));
  });

  test('holds for every form of import', () => {
    const rules = ['eslint(no-restricted-imports)', 'typescript(consistent-type-imports)'];
    expect(refusedLines('src/app/state/forms.ts', rules)).toEqual(forms.map((_, at) => at + 1));
  });

  test('refuses a cycle', () => {
    expect(refusedLines('src/model/data/first.ts', ['import(no-cycle)'])).toEqual([1]);
    expect(refusedLines('src/model/data/second.ts', ['import(no-cycle)'])).toEqual([1]);
  });

  test('holds no cycle among the kernels', () => {
    const imports = kernelImports();
    expect(imports.size).toBeGreaterThan(5);
    for (const path of imports.keys()) expect(circleFrom(path, imports)).toEqual([]);
  });

  test('lets a kernel import its op, op helpers and the runtime, that of vectors the runtime, and the runtime neither ops nor backends', () => {
    const inFolder = (folder: string) => (path: string) => path.startsWith(join(root, 'src/model', folder));
    for (const [path, imports] of kernelImports()) {
      if (inFolder('backends')(path)) continue;
      const learned = inFolder('vectors/learn')(path) ? ['runtime'] : [];
      const allowed = inFolder('ops')(path) ? ['ops/helpers', 'runtime'] : learned;
      expect(
        foldersOf(path, imports).filter((folder) => !allowed.includes(folder)),
        path,
      ).toEqual([]);
    }
  });
});
