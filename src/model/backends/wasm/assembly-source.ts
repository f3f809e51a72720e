/** The AssemblyScript that `scripts/build-kernels.mjs` compiles with the kernels' own: what follows from the list of jobs. */
import { ofEachOp, opNames, ops } from '../../ops/registry.ts';
import { builtinJobs } from '../../runtime/wasm/builtin-jobs.ts';
import { controlWords } from '../../runtime/wasm/control.ts';
import { argumentsClassOf, functionOf, stopJob } from '../../runtime/wasm/jobs.ts';
import type { FieldKind, Job } from '../../runtime/wasm/jobs.ts';
import { skipGramJob } from '../../vectors/learn/signature.ts';
import { jobs } from './jobs.ts';

/** What the compiled memory may grow to. */
export { mostPages } from '../../runtime/wasm/control.ts';

const types: Record<FieldKind, string> = {
  address: 'usize',
  size: 'i32',
  signed: 'i32',
  bits: 'i32',
  flag: 'i32',
  float: 'f32',
};

/** Ops whose job functions are written too: of `…/<op>/assembly-source.ts`. */
const written = new Map(
  ofEachOp(
    import.meta.glob<{ assemblySource: () => string }>('../../ops/*/assembly-source.ts', { eager: true }),
  ),
);

/** Texts by the name of their file in the folder of the compiled kernels. */
export function assemblySources(): Record<string, string> {
  const texts = [...written].map(([op, { assemblySource }]) => [`${op}.ts`, assemblySource()]);
  return {
    'control.ts': controlSource(),
    'arguments.ts': argumentsSource(),
    'jobs.ts': jobsSource(),
    ...Object.fromEntries(texts),
  };
}

const constantsSource = (type: string, constants: Readonly<Record<string, number>>) =>
  Object.entries(constants).map(([name, value]) => `export const ${name}: ${type} = ${value};`);

const controlSource = () => constantsSource('usize', controlWords).join('\n');

/** A class for each job's arguments, and the numbers that its code calls by name. */
function argumentsSource(): string {
  const classes = new Map(jobs.flatMap((job) => classesOf(job).map((text) => [text, text])));
  const constants = Object.fromEntries(jobs.flatMap((job) => Object.entries(job.constants ?? {})));
  return [...constantsSource('i32', constants), ...classes.keys()].join('\n');
}

function classesOf(job: Job): string[] {
  const { base } = job;
  const inherited = new Set(Object.keys(base?.fields ?? {}));
  const own = Object.entries(job.fields).filter(([name]) => !inherited.has(name));
  const text = classSource(
    `${argumentsClassOf(job)}${base ? ` extends ${argumentsClassOf(base)}` : ''}`,
    own,
  );
  return base ? [classSource(argumentsClassOf(base), Object.entries(base.fields)), text] : [text];
}

function classSource(head: string, fields: [string, FieldKind][]): string {
  const lines = fields.map(([name, kind]) => `  ${name}: ${types[kind]};`);
  return `@unmanaged\nexport class ${head} {\n${lines.join('\n')}\n}`;
}

/** What starts a job by its number. */
function jobsSource(): string {
  const sources = '../../src/model';
  const list = (names: string[]) => [...new Set(names)].join(', ');
  const files: [string, readonly Job[]][] = [
    [`${sources}/runtime/wasm/assembly/elementwise.ts`, builtinJobs],
    ...opNames.map((op): [string, readonly Job[]] => [
      written.has(op) ? `./${op}.ts` : `${sources}/ops/${op}/assembly/${op}.ts`,
      ops[op].jobs,
    ]),
    [`${sources}/vectors/learn/assembly/skip-gram.ts`, [skipGramJob]],
  ];
  const imports = files
    .filter(([, own]) => own.length > 0)
    .map(([file, own]) => `import { ${list(own.map(functionOf))} } from '${file}';`);
  const cases = jobs.map(
    (job, i) =>
      `    case ${i + 1}: return ${functionOf(job)}(changetype<${argumentsClassOf(job)}>(at), thread, threads);`,
  );
  return `${imports.join('\n')}
import { ${list(jobs.map(argumentsClassOf))} } from './arguments.ts';
import { jobArguments } from './control.ts';

export const stopJob: i32 = ${stopJob};

export function execute(control: usize, job: i32, thread: i32, threads: i32): void {
  const at = control + jobArguments;
  switch (job) {
${cases.join('\n')}
  }
}
`;
}
