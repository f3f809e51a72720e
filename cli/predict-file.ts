/** The rows of some files with a model's answers, as a file or on standard output. */
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Message } from '../src/contract/messages/message.ts';
import { csvAnswers, InputError, jsonAnswers } from '../src/model/index.ts';
import type { ClassifiedSummary, TrainingService } from '../src/model/index.ts';
import { encodingOf } from './columns.ts';
import { sourceFiles } from './files.ts';
import { interruptedExitCode, watchForInterrupt } from './interruption.ts';
import { say, t } from './language.ts';
import { figureLines } from './print.ts';
import { withProgress } from './progress.ts';

export interface FileFlags {
  'text-column'?: string;
  'label-column'?: string;
  encoding?: string;
  out?: string;
  json: boolean;
}

/**
 * Writes the answers to `--out`, wholly or not at all, or to standard output, and says what came of it. Ctrl+C ends it.
 * @throws {InputError}
 */
export async function classifyToFile(
  service: TrainingService,
  paths: readonly string[],
  flags: FileFlags,
): Promise<void> {
  const files = await sourceFiles(paths);
  const output = flags.out === undefined ? standardOutput : await OutputFile.open(flags.out, paths);
  const ending = flags.out === undefined ? t.whenStopped.output : t.whenStopped.file;
  const interruption = watchForInterrupt((sentence) => console.error(sentence), ending);
  const { signal } = interruption;
  const choice = { text: flags['text-column'] ?? null, label: flags['label-column'] ?? null };
  try {
    const summary = await withProgress((onProgress) =>
      service.answers.classify(files, choice, {
        encoding: encodingOf(flags),
        format: flags.json ? jsonAnswers : csvAnswers,
        write: (piece) => output.write(piece),
        onProgress,
        signal,
      }),
    );
    if (flags.json) await output.write(`${JSON.stringify(asJson(summary))}\n`);
    await output.finish();
    for (const line of summaryLines(summary)) console.error(line);
    if (summary.withoutWords === summary.rows) process.exitCode = 1;
  } catch (error) {
    await output.discard();
    if (!signal.aborted) throw error;
    process.exitCode = interruptedExitCode;
  } finally {
    interruption.dispose();
  }
}

interface Output {
  /** Settles when there is room for more. */
  write(piece: string): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

const standardOutput: Output = {
  write: (piece) => new Promise((done) => void process.stdout.write(piece, () => done())),
  finish: async () => undefined,
  discard: async () => undefined,
};

/** A file that is there once it is whole; what was there before stays until then. */
class OutputFile implements Output {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** @throws {InputError} when it is one of the files that are read, or can't be written */
  static async open(path: string, inputs: readonly string[]): Promise<OutputFile> {
    const real = (name: string) => realpath(name).catch(() => resolve(name));
    const read = await Promise.all(inputs.map(real));
    if (read.includes(await real(path))) throw new InputError({ code: 'out-over-input' });
    const isFolder = (await stat(path).catch(() => null))?.isDirectory() ?? false;
    if (isFolder || path === '') throw new InputError({ code: 'file-not-written', path });
    return new OutputFile(path, await orSay(path, open(unfinished(path), 'w')));
  }

  async write(piece: string): Promise<void> {
    await orSay(this.path, this.file.write(piece));
  }

  async finish(): Promise<void> {
    await this.file.close();
    await orSay(this.path, rename(unfinished(this.path), this.path));
  }

  async discard(): Promise<void> {
    await this.file.close().catch(() => undefined);
    await rm(unfinished(this.path), { force: true });
  }
}

const unfinished = (path: string) => `${path}.part`;

/** @throws {InputError} in the place of the system's error */
function orSay<T>(path: string, work: Promise<T>): Promise<T> {
  return work.catch(() => {
    throw new InputError({ code: 'file-not-written', path });
  });
}

function asJson({ text, label, why: _why, noTest, notes, test, ...summary }: ClassifiedSummary): object {
  const { fileName, rows, columns, added, withoutWords, broken, classNames, counts, unknownShare } = summary;
  return {
    event: 'summary',
    file: fileName,
    rows,
    columns: { all: columns, text, label, added },
    withoutWords,
    broken,
    classes: classNames,
    counts,
    unknown: unknownShare,
    test,
    noTest: noTest && told(noTest),
    notes: notes.map(told),
  };
}

const told = (message: Message) => ({ code: message.code, message: say(message) });

function summaryLines(summary: ClassifiedSummary): string[] {
  const { rows, withoutWords, broken, classNames, counts, unknownShare, label, test, noTest, notes } =
    summary;
  const answered = rows - withoutWords;
  const lines = [
    t.predict.answered(answered, summary),
    ...classNames.map((name, id) => `  ${t.predict.count(name, counts[id], answered)}`),
  ];
  if (withoutWords > 0) lines.push(`  ${t.predict.withoutWords(withoutWords)}`);
  if (broken > 0) lines.push(`  ${t.predict.broken(broken)}`);
  if (unknownShare !== null) lines.push(`  ${t.predict.unknown(unknownShare)}`);
  lines.push(...notes.map(say));
  if (noTest) lines.push(t.predict.noTest(say(noTest)));
  if (!test) return lines;
  lines.push(
    t.predict.test(test.accuracy, test.rows, label, test.interval),
    ...figureLines(test).map((line) => `  ${line}`),
  );
  if (test.excluded) lines.push(`  ${t.test.excluded(test.excluded)}`);
  return lines;
}
