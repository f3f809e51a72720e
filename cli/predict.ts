/** `npm run predict`: what an exported model says of some texts, or of the rows of some files. */
import { stat } from 'node:fs/promises';
import { InputError, TrainingService } from '../src/model/index.ts';
import { encodingOf } from './columns.ts';
import { fail, parseFlagsAndPaths } from './flags.ts';
import { t } from './language.ts';
import { loadModel } from './model-folder.ts';
import { classifyToFile, type FileFlags } from './predict-file.ts';
import { predictTexts } from './predict-texts.ts';
import { standardInput } from './stdin.ts';

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
  const { values, positionals } = parseFlagsAndPaths(options, 'predict', { settings: {} });
  if (values.help) return console.log(t.help.predict);
  if (!values.model) throw new InputError({ code: 'say-model' });
  const { files, texts } = await sorted(values.file ?? [], positionals);
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
  positionals: readonly string[],
): Promise<{ files: string[]; texts: string[] }> {
  const files = [...named];
  const texts: string[] = [];
  for (const word of positionals) {
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
