/** `npm run predict`: what an exported model says of some texts, or of the rows of some files. */
import { stat } from 'node:fs/promises';
import { InputError, TrainingService } from '../src/model/index.ts';
import { encodingOf } from './columns.ts';
import { fail, parseFlagsAndPaths } from './flags.ts';
import { loadModel } from './model-folder.ts';
import { classifyToFile, type FileFlags } from './predict-file.ts';
import { predictTexts } from './predict-texts.ts';
import { standardInput } from './stdin.ts';

const usage = `npm run predict -- --model FOLDER reviews.csv [--text-column NAME] [--out answers.csv]
npm run predict -- --model FOLDER "text" …
npm run predict -- --model FOLDER - < texts.txt

  --model FOLDER           what --out of train wrote, an unpacked download, its zip, or model.safetensors

  --no-calibrated          probabilities as the network gives them, where the model has a temperature (--calibrated, the
                           default, gives them by it); the class is the same either way

Files: a word that is the name of a file or folder that is there, or that --file names. All of them are one table, read
as npm run train reads them: CSV, TSV, JSON, JSON Lines, plain text, Excel or Parquet, also in zip, gzip or tar.gz.
  --file FILE              a file or folder, whatever it is called; - is standard input as a file
  --text-column NAME       the column with the texts; guessed when absent
  --label-column NAME      the column with right classes, if there is one; guessed when absent
  --encoding NAME          of text files, such as UTF-8 or windows-1251; found out when absent
  --out FILE               where the answers go; standard output when absent
  --json                   JSON Lines: {"event":"answer","row":1,"values":{…},"class":…,"probabilities":{…},"unknown":…}
                           for each row and, last, {"event":"summary",…}; else CSV that is safe in a spreadsheet
The answers are the table as it is, with its columns, and behind them the class, the probability of each class, and the
share of words that the network does not know, of those that it reads. Where there are labels that the network knows,
the rows that it has not seen are tested as well.

Texts: every other word.
  "text" …                 each text in quotes; - stands for the lines of standard input, in UTF-8
  --json                   [{"text":…,"class":…,"probabilities":{…}}] with the name of the class and the probability of
                           each, null for a text without words; of two classes "probability" is that of the second

A text without words has no answer: it is named or counted, and the others are answered. The exit code is 0 when at
least one text has an answer, else 1.`;

const fileFlags = {
  file: { type: 'string', multiple: true },
  'text-column': { type: 'string' },
  'label-column': { type: 'string' },
  encoding: { type: 'string' },
  out: { type: 'string' },
} as const;

const options = {
  ...fileFlags,
  model: { type: 'string' },
  json: { type: 'boolean', default: false },
  calibrated: { type: 'boolean', default: true },
  'no-calibrated': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<void> {
  const { values, paths: words } = parseFlagsAndPaths(options, 'predict', { settings: {} });
  if (values.help) return console.log(usage);
  if (!values.model) throw new InputError({ code: 'say-model' });
  const { files, texts } = await sorted(values.file ?? [], words);
  checkTogether(values, files, texts);
  const service = new TrainingService();
  try {
    await loadModel(service, values.model);
    if (values['no-calibrated']) service.models.current().takeTemperatureAway();
    if (files.length > 0) await classifyToFile(service, files, values);
    else await predictTexts(service, texts, values.json);
  } finally {
    service.backend.close();
  }
}

/** What only a file can be called. */
const fileName = /\.(csv|tsv|tab|psv|json|jsonl|ndjson|xlsx|parquet|arff|zip|gz|tgz|tar)$/i;

/** Words that name something that is there are files, all others texts. @throws {InputError} for a file that is not there */
async function sorted(
  named: readonly string[],
  words: readonly string[],
): Promise<{ files: string[]; texts: string[] }> {
  const files = [...named];
  const texts: string[] = [];
  for (const word of words) {
    const isThere = word !== standardInput && (await stat(word).catch(() => null)) !== null;
    if (!isThere && fileName.test(word)) throw new InputError({ code: 'path-unreadable', path: word });
    (isThere ? files : texts).push(word);
  }
  return { files, texts };
}

/** @throws {InputError} for what says two things, or does nothing */
function checkTogether(flags: FileFlags, files: readonly string[], texts: readonly string[]): void {
  if (files.length === 0 && texts.length === 0) throw new InputError({ code: 'say-texts' });
  if (files.length > 0 && texts.length > 0) throw new InputError({ code: 'files-or-texts', path: texts[0] });
  const flag = Object.keys(fileFlags).find((name) => Object.hasOwn(flags, name));
  if (files.length === 0 && flag) throw new InputError({ code: 'flag-for-classified-files', flag });
  encodingOf(flags);
}

main().catch(fail);
