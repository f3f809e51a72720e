/** Why a model cannot be read or saved, in English. */
import type { SettingProblem } from '../../settings.ts';
import { settingProblem } from './settings.ts';

type Source = 'zip' | 'files' | 'file';

const sourceNames: Record<Source, string> = { zip: 'this zip', files: 'these files', file: 'this file' };

export const modelsMessages = {
  'no-validation-rows':
    'No review of the loaded data was validated on when this network was trained. Load the data that it was trained on.',
  'decisions-gone': 'Other data has been loaded. Compute the curves again.',
  'decision-wrong': 'Weights and costs must be numbers from 0 to 1,000,000, and not all of them 0.',
  'no-export-format': 'Choose at least one format to export.',
  'model-too-large-to-save': ({ file }: { file: string }) =>
    `This model can’t be saved: ${file} would be larger than a model zip may hold.`,
  'model-file-not-json': ({ file, source }: { file: string; source: Source }) =>
    `${file} in ${sourceNames[source]} is not JSON. Use the file as it was downloaded.`,
  'model-file-wrong': ({ file, source, path }: { file: string; source: Source; path: string | null }) =>
    `${file} in ${sourceNames[source]} is not what a model has${path === null ? '' : ` (${path})`}. Use the file as it was downloaded.`,
  'model-newer': 'This model was saved by a newer Forget Gate. Update yours to read it: reload the page.',
  'layers-do-not-fit': ({ source }: { source: Source }) =>
    `settings.json in ${sourceNames[source]} has layers that do not fit its settings.`,
  'tokenizer-does-not-fit': ({ source }: { source: Source }) =>
    `settings.json in ${sourceNames[source]} has a tokenizer that does not fit its settings.`,
  'model-setting-wrong': ({ source, problem }: { source: Source; problem: SettingProblem }) =>
    `settings.json in ${sourceNames[source]}: ${settingProblem(problem)}`,
  'vocabulary-of-another': ({ source }: { source: Source }) =>
    `vocabulary.json in ${sourceNames[source]} is that of another model: its fingerprint does not fit settings.json.`,
  'model-json-does-not-fit': ({ source }: { source: Source }) =>
    `model.json in ${sourceNames[source]} does not fit its settings.json.`,
  'seen-file-damaged': ({ source }: { source: Source }) =>
    `seen-texts.bin in ${sourceNames[source]} is damaged or incomplete. Use the file as it was downloaded.`,
  'part-of-a-model':
    'This file is a part of a model. Choose the other parts with it: model.json, weights.bin and vocabulary.json.',
  'choose-model-files': 'Choose the files of a model.',
  'model-file-twice': ({ file }: { file: string }) =>
    `There are two files named ${file}. Choose one model at a time.`,
  'not-a-model-zip': 'This zip is not a Forget Gate model: it has no settings.json.',
  'model-zip-incomplete': ({ file }: { file: string }) => `This model zip is incomplete: it has no ${file}.`,
  'model-too-large': ({ megabytes }: { megabytes: number }) =>
    `This is too large for a model: at most ${megabytes} MB.`,
  'not-a-model-file': ({ file }: { file: string }) =>
    `“${file}” is not a file of a model. Choose only those of one model.`,
  'model-file-too-large': ({ file, source }: { file: string; source: Source }) =>
    `${file} in ${sourceNames[source]} is too large for a model.`,
  'rules-do-not-fit': ({ source }: { source: Source }) =>
    `tokenizer.json in ${sourceNames[source]} does not fit its settings.json.`,
  'seen-file-of-another': ({ source }: { source: Source }) =>
    `seen-texts.bin in ${sourceNames[source]} is that of another model: its fingerprint does not fit settings.json.`,
  'model-file-missing': ({ file }: { file: string }) =>
    `${file} is missing. Choose it together with the other files of the model.`,
  'model-json-foreign':
    'This model.json was not written by Forget Gate, or by an old one. Choose settings.json together with it.',
  'no-weights': ({ source }: { source: Source }) =>
    `There are no weights in ${sourceNames[source]}: neither weights.bin nor model.safetensors.`,
  'different-weights': ({ source }: { source: Source }) =>
    `weights.bin and model.safetensors in ${sourceNames[source]} hold different weights.`,
  'weights-size': ({ source }: { source: Source }) =>
    `weights.bin in ${sourceNames[source]} has another size than its settings need.`,
  'weights-not-finite': ({ source }: { source: Source }) =>
    `weights.bin in ${sourceNames[source]} holds values that are not finite numbers.`,
  'safetensors-other-weights': 'The safetensors file does not hold the weights that its settings need.',
  'file-too-large-for-model': 'This file is too large for a model.',
  'safetensors-foreign': ({ key }: { key: string }) =>
    `This safetensors file was not written by Forget Gate: its header has no ${key}.`,
  'safetensors-damaged': 'This safetensors file is damaged or incomplete. Download or copy it again.',
  'safetensors-not-finite': 'This safetensors file holds values that are not finite numbers.',
  'safetensors-type': ({ type }: { type: string }) =>
    `This safetensors file holds ${type} numbers. A model has F32 ones.`,
  'model-zip-damaged': 'This zip is damaged or incomplete. Download or copy it again.',
  'not-a-zip': 'This file is no model: choose a zip from here, its unpacked files, or a .safetensors file.',
  'too-many-model-files': ({ files }: { files: number }) =>
    `This zip holds ${files} files, more than a model has.`,
  'zip-names-twice': ({ file }: { file: string }) => `This zip holds ${file} twice.`,
  'model-zip-locked': 'This zip is locked with a password. Unlock it first.',
};
