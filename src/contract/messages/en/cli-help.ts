/** What `--help` says of each command, in English; `settings` is a line for each setting. */
import { exportParts } from '../../export-parts.ts';
import { sampleIds } from '../../dataset.ts';
import { presets } from '../../settings.ts';
import { ngramBaseline } from './phrases.ts';

const samples = sampleIds.join('|');
const presetNames = presets.map(({ id }) => id);

/** Commands that read data. */
const data = `  --dataset                one of the samples (default: ${sampleIds[0]})
  FILE …, --file FILE      files or folders of your own: CSV, TSV, JSON, JSON Lines, plain text, Excel or Parquet,
                           also in zip, gzip or tar.gz; - is standard input
  --text-column, --label-column   its columns; guessed when absent
  --split-column           says which part each row belongs to (train, validation, test); guessed when absent
  --split-by-chance        splits anew, even where the data says which part a row belongs to
  --classes a=positive,b=negative,c=exclude   what label values mean, over what is guessed; other names make
                           classes of their own, such as 1=joy,2=anger,3=fear
  --classes two|three|each negative and positive; with neutral between; a class for each label
  --threshold 2,4          for numbers: up to the first negative, from the second on positive, excluded between
  --encoding               of text files, such as UTF-8, windows-1251, GBK or Shift_JIS; found out when absent
  --strip-markup           takes tags out of the texts, and turns codes such as &amp; into what they mean; the network
                           then reads every text so
  --exclude-near-duplicates   keeps the first of reviews that are nearly the same
  --exclude-cross-split    excludes reviews of the provided test part from training
  --balance                excludes random reviews of the larger class until both are equal
  --corrections FILE       corrections that the page has saved`;

/** Commands that train, or say what vectors cover. */
const vectors = `  --vectors FILE           with --embedding-start file: word vectors as GloVe, word2vec or fastText write them, as text or
                           word2vec's binary file, also in gzip or zip. English vectors are built by npm run vectors
  --unlabelled FILE        texts without labels: with --embedding-start learned, more texts to learn word vectors from; with
                           --pseudo-labels true, they are trained on as well`;

export const help = {
  train: (
    settings: string,
    exitCode: number,
  ) => `npm run train -- [--dataset ${samples} | FILE …] [--preset ${presetNames.join('|')}] [settings]

${data}
${vectors}
  --seeds 1,2,3            one run a seed; mean and deviation of their tests and of the ${ngramBaseline}; 1-10 names ten
  --vary-split             with --seeds: each run splits the data by its own seed too, in place of --split-seed for all
  --out FOLDER             writes the model there: what the page's download holds, unpacked; and while it trains the
                           run file, every 15 seconds and after each epoch; a model that is there is replaced, which
                           is said first
  --export all             with --out: all parts, or some of ${exportParts.join(',')}
  --resume FOLDER          resumes a run whose state is there, on the same data, and writes there; the file need not be
                           named again while it is where it was
  --calibrate              stores the temperature that fits the validation part, so that probabilities may be believed
  --costs 1,5              stores the weights with the least cost on the validation part: what a wrong answer to a
                           review of each class costs, in the order of the classes
  --json                   one JSON object a line: {"event":"epoch",…} and, last, {"event":"test",…}
${settings}

Ctrl+C stops after the current step: what is done so far is tested and saved, and the exit code is ${exitCode}.`,

  inspect: (settings: string) => `npm run inspect -- FILE … | --dataset ${samples} [--json] [settings]

${data}
${vectors}
  --preset                 the settings to inspect for: ${presetNames.join(', ')}
  --rows FILE              writes a CSV file of all rows there: row,text,label,class,part,excluded
  --label-errors           lists the rows whose label probably is wrong, the most certain first, at most 100
  --json                   one JSON object
${settings}`,

  predict: `npm run predict -- --model FOLDER reviews.csv [--text-column NAME] [--out answers.csv]
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
least one text has an answer, else 1.`,

  explain: (
    methods: readonly string[],
  ) => `npm run explain -- --model FOLDER "text" [--method ${methods.join('|')}]
npm run explain -- --model FOLDER --faithfulness [reviews.csv | --dataset uci-sentences]

  --model FOLDER           what --out of train wrote, an unpacked download, its zip, or model.safetensors
  --method                 how the logit is shared out among the words:
                             integrated-gradients (the default) from a text of unknown words to this one; what the
                               words add comes to the difference of both logits, within 1%
                             occlusion what the logit loses when the word is unknown
                             lrp layer-wise relevance propagation, for LSTMs
  --trace                  also every gate and state of every layer, with --json; without it, half-lives
  --phrases                also what neighbouring words add together beyond each alone, as “not bad” does
  --json                   {"text":…,"classes":[…],"probability":[…],"tokens":[{"token":…,"known":…,"attribution":…,
                           "running":[…]}],"baselineLogit":…,"logit":…,"completenessError":…}, with --trace "layers" and
                           with --phrases "phrases" too

The logit is that of the second of two classes, else that of the most probable class. "running" are the probabilities if
the text ended after the word. A long text is cut as the network reads it.

  --faithfulness           how far each method may be believed: what the answer's probability does while words are made
                           unknown or shown in the order of their attribution and in random order; how far methods agree,
                           also with themselves on random weights; and of how many words the removal moves the logit
                           the way the sign says. On reviews that the network has not seen
  --reviews 200            so many of them, drawn by chance
${data}`,

  profile: (
    settings: string,
  ) => `npm run profile -- [--dataset ${samples} | FILE …] [--preset ${presetNames.join('|')}] [settings]

${data}
  --json                   the same as one JSON object
${settings}`,

  study: (
    settings: string,
  ) => `npm run study -- [--dataset ${samples} | FILE …] [--preset ${presetNames.join('|')}] [settings]

${data}
${vectors}
  --seeds 1-5              the seeds that each setting is run with; 1..10 names ten
  --folds 5                in place of seeds: the reviews that are not for the test in five parts, each of them the
                           validation part of one run; the test part is the same for all
  --vary SETTING=VALUES    a setting to vary: keep-prob=0.3,0.5,0.7, or a range with a count, keep-prob=0.3..0.7:5, or of
                           whole numbers batch-size=16..64:4; layer sizes are parted by semicolons, layer-sizes=32;64,32;
                           up to four times: then all combinations are run
  --random N               of all combinations only N, drawn by chance
  --vary-split             each seed splits the data by itself too, in place of --split-seed for all
  --halving                after one, two, four … seeds or folds ends the worse half of the settings, by validation
  --show-tests             shows the test accuracy of all settings, not of the chosen ones alone
  --out FILE               writes a row a run to this CSV file, after each run, and beside it FILE.json, all that is
                           needed to resume; a study that is there is replaced, which is said first
  --jobs auto|N            so many runs side by side, each in a process of its own; auto (the default) measures whether that
                           is faster than one after the other. The figures are the same, but for the time of a run
  --resume FILE            resumes the study that --out FILE wrote, on the same data: what is done is not run again
  --json                   one JSON object a line: {"event":"run",…} and, last, {"event":"summary",…}
${settings}

Settings are chosen by their mean validation accuracy. Ctrl+C ends the study: what is done so far is summed up, and
--resume runs the rest.`,
};
