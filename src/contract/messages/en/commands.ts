/** What is wrong with a command line, in English. */
import { count, figure } from './format.ts';
import { columnList, columnName, pathName, quoted, shorten, trustNone, trusted } from './phrases.ts';

const whyNameAgain = {
  files: 'was trained on files',
  stdin: 'was trained on standard input',
  'files-gone': 'was trained on files that are no longer there',
};

export const commandsMessages = {
  'no-model-at': ({ path }: { path: string }) => `There is no model at “${path}”.`,
  'model-unreadable': ({ path, reason }: { path: string; reason: string }) =>
    `The model at “${path}” could not be read: ${reason}.`,
  'folder-without-model': ({ path }: { path: string }) => `The folder “${path}” holds no model.`,
  'folder-without-run': ({ folder, file }: { folder: string; file: string }) =>
    `The folder “${folder}” holds no run to resume: it has no ${file}.`,
  'no-such-part': ({ part, parts }: { part: string; parts: readonly string[] }) =>
    `There is no part “${part}” to export. Name all, or some of ${parts.join(', ')}.`,
  'flag-needs-folder': ({ flag }: { flag: string }) => `${flag} needs the name of a folder.`,
  'folder-not-writable': ({ folder, reason }: { folder: string; reason: string }) =>
    `Nothing can be written to “${folder}”: ${reason}. Name another folder.`,
  'folder-in-the-way': ({ path }: { path: string }) =>
    `“${path}” is a folder where a file has to go. Name another folder.`,
  'flag-names-file': ({ flag, path }: { flag: string; path: string }) =>
    `${flag} needs a folder, and “${path}” is a file. Name another one.`,
  'flag-names-dead-link': ({ flag, path }: { flag: string; path: string }) =>
    `${flag} needs a folder, and “${path}” is a link to nothing. Name another one.`,
  'link-leads-out': ({ inside, folder }: { inside: string; folder: string }) =>
    `“${inside}” is a link that leads out of “${folder}”. Remove it, or name another folder.`,
  'folder-empty': ({ path }: { path: string }) => `The folder “${path}” has no files.`,
  'path-unreadable': ({ path }: { path: string }) => `The file “${path}” could not be read.`,
  'stdin-once': 'Standard input can be read once: write - only once.',
  'say-model': 'Say where the model is: --model FOLDER.',
  'say-texts': 'Name a file, write one or more texts, each in quotes, or - for the lines of standard input.',
  'files-or-texts': ({ path }: { path: string }) =>
    `Name files or texts, not both: ${pathName(path)} is no file that is there.`,
  'flag-for-classified-files': ({ flag }: { flag: string }) =>
    `--${flag} is for files: name one beside it, such as reviews.csv.`,
  'out-over-input': '--out would write over a file that is read. Name another file.',
  'stdin-empty': 'Standard input has no lines. Write a text a line.',
  'stdin-not-utf8': 'Standard input is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.',
  'lrp-needs-lstm':
    'Layer-wise relevance propagation (lrp) is for LSTMs: choose integrated-gradients or occlusion for this network.',
  'no-such-method': ({ method, methods }: { method: string; methods: readonly string[] }) =>
    `There is no method “${method}”: choose one of ${methods.join(', ')}.`,
  'no-such-unit': ({ layer }: { layer: string }) =>
    `The network has no such unit in “${layer}”: choose one of those that it has.`,
  'reviews-syntax': '--reviews takes a whole number from 2 on.',
  'trust-method': ({ method, others }: { method: string; others: readonly string[] }) =>
    trusted(method, others),
  'trust-none': trustNone,
  'say-one-text': 'Write one text, in quotes.',
  'costs-syntax': '--costs takes a number above 0 for each class, such as 1,5.',
  'costs-count': ({ count: costs, names }: { count: number; names: readonly string[] }) =>
    `--costs has ${count(costs)} numbers, and there are ${count(names.length)} classes: ${shorten(names.join(', '), 150)}.`,
  decided: ({
    temperature,
    weights,
    names,
  }: {
    temperature: number;
    weights: readonly number[];
    names: readonly string[];
  }) =>
    `Decides by temperature ${figure(temperature)} and weights ${shorten(names.map((name, id) => `${name} ${figure(weights[id])}`).join(', '), 200)}.`,
  'too-many-seeds': ({ mostSeeds }: { mostSeeds: number }) =>
    `--seeds takes at most ${count(mostSeeds)} seeds.`,
  'seed-twice': ({ seed }: { seed: number }) => `--seeds names ${seed} twice: name each seed once.`,
  'seeds-syntax': ({ min, max, part }: { min: number; max: number; part: string }) =>
    `--seeds takes whole numbers from ${min} to ${max}, and ranges, such as 1,2,3 or 1-10: not “${part}”.`,
  'vary-syntax': ({ part }: { part: string }) =>
    `--vary takes a setting and its values, such as keep-prob=0.3,0.5,0.7 or batch-size=16..64:4: not “${part}”.`,
  'vary-no-such-setting': ({ name }: { name: string }) =>
    `--vary knows no setting “${name}”. npm run study -- --help lists them.`,
  'vary-twice': ({ name }: { name: string }) => `--vary names ${name} twice: name all its values at once.`,
  'vary-and-flag': ({ name }: { name: string }) =>
    `Name --${name} or --vary ${name}=…, not both: a study gives it the values of --vary.`,
  'vary-seed': 'Seeds vary by --seeds 1-10, and splits by --vary-split: not by --vary.',
  'seeds-or-folds': 'Name --seeds or --folds, not both: each fold is one run of the same seed.',
  'folds-or-vary': 'Name --folds or --vary-split, not both: folds divide the data themselves.',
  'folds-syntax': '--folds takes a whole number, such as 5.',
  'fold-or-folds': 'Name --fold or --folds, not both: a study has each fold in turn.',
  'study-state-missing': ({ path }: { path: string }) =>
    `There is no study to resume at “${path}”. Name the file of --out, or the .json file beside it.`,
  'resumed-study-has': ({ flag }: { flag: string }) =>
    `A resumed study has its settings: leave --${flag} out. To change them, start another study.`,
  'vary-too-many': ({ most }: { most: number }) => `--vary can be named ${most} times at most.`,
  'random-syntax': '--random takes a whole number of combinations, from 1.',
  'seeds-range': ({ part }: { part: string }) =>
    `--seeds takes ranges from the lower seed up: not “${part}”.`,
  'rows-over-input': '--rows would write over the file that is read. Name another file.',
  'file-not-written': ({ path }: { path: string }) =>
    `The file “${path}” could not be written. Name one in a folder that is there.`,
  'encoding-choices': ({ choices }: { choices: readonly string[] }) =>
    `--encoding must be one of: ${choices.join(', ')}.`,
  'threshold-or-classes': 'Name --threshold or --classes, not both.',
  'split-or-chance': 'Name --split-column or --split-by-chance, not both.',
  /** `scores`: a column of numbers, for which both flags are needed, and such a threshold. */
  'say-columns': ({
    columns,
    scores,
    threshold,
  }: {
    columns: readonly string[];
    scores: string | null;
    threshold: string;
  }) =>
    `Say which columns to read: --text-column and --label-column, of ${columnList(columns)}.${scores === null ? '' : ` Numbers (${quoted(shorten(scores, 20))}) need --threshold ${threshold} too.`}`,
  'label-has-many': ({ column }: { column: string }) =>
    `The column ${columnName(column)} has too many labels. Name another --label-column.`,
  'label-is-scores': ({
    column,
    min,
    max,
    threshold,
    canBeEach,
  }: {
    column: string;
    min: number;
    max: number;
    /** An example. */
    threshold: string;
    canBeEach: boolean;
  }) =>
    `The column ${columnName(column)} has numbers from ${min} to ${max}. Say up to which they mean negative and from which positive, such as --threshold ${threshold}${canBeEach ? ', or take each as a class of its own: --classes each' : ', or name another --label-column'}.`,
  'threshold-syntax': '--threshold takes two numbers, the lower one first, such as 2,4.',
  'classes-syntax':
    '--classes takes pairs such as pos=positive,neg=negative,mixed=exclude; other names are classes of their own, 2 to 50 of them.',
  'no-such-scheme': ({ schemes }: { schemes: readonly string[] }) =>
    `These labels can’t be sorted that way. Take --classes ${schemes.join(' or ')}, or say what each label means, as in --classes good=positive,bad=negative.`,
  'dataset-or-files': 'Name a --dataset or files, not both.',
  'file-name-empty': 'A file’s name is empty. Name the file again.',
  'no-such-sample': ({ name, samples }: { name: string; samples: readonly string[] }) =>
    `There is no sample “${name}” (samples: ${samples.join(', ') || 'none yet, npm run datasets builds them'}). For a file of your own use --file.`,
  'flag-for-files': ({ flag }: { flag: string }) =>
    `--${flag} is for files of your own: a sample’s columns are known.`,
  'resume-no-seeds': 'A resumed run has its seed: leave --seeds out.',
  'resume-no-out': 'A resumed run is written to the folder of --resume: leave --out out.',
  'resume-no-preset': 'A resumed run has its settings: leave --preset out.',
  'vary-split-needs-seeds': '--vary-split splits the data anew for each of several seeds: add --seeds 1-10.',
  'split-seed-or-vary': 'Name --split-seed or --vary-split, not both.',
  'seed-or-seeds': 'Name --seed or --seeds, not both.',
  'export-needs-folder': '--export needs a folder to write to: add --out FOLDER.',
  'corrections-gone': ({ corrections, folder }: { corrections: string; folder: string }) =>
    `The corrections of this run, “${corrections}”, are no longer there. Name them again: --corrections FILE --resume ${folder}.`,
  'name-file-again': ({
    why,
    files,
    folder,
  }: {
    why: keyof typeof whyNameAgain;
    files: string;
    folder: string;
  }) => `This run ${whyNameAgain[why]}. Name the file again: npm run train -- ${files} --resume ${folder}`,
  'named-other-data': ({ named, rows, name }: { named: string; rows: number; name: string }) =>
    `This run was trained on other data: what ${pathName(named)} holds, read with these flags, is not what it began with (${rows} reviews of ${columnName(name)}). Name that data, or start a new run.`,
  'no-such-flag': ({ flag, near, command }: { flag: string; near: string | null; command: string }) =>
    `There is no --${flag}.${near === null ? '' : ` Did you mean --${near}?`} See npm run ${command} -- --help.`,
  /** Node says itself what is wrong. */
  'flag-wrong': ({ problem, command }: { problem: string; command: string }) =>
    `${problem} See npm run ${command} -- --help.`,
};
