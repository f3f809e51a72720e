/** Why files cannot be read as data, in English. */
import { count } from './format.ts';
import { pathName } from './phrases.ts';

const need = 'a column of reviews and a column of labels';
const tables = 'a CSV, TSV, JSON, Excel or Parquet file';

const useInstead = `Use ${tables} with your reviews.`;
const convert = `Convert it to ${tables} and use that.`;
const unpack = `Unpack it and use ${tables} from it.`;
const saveAs = 'Save it as XLSX or as CSV (UTF-8) and use that file.';

/** Files that are no data, and what to use instead. */
const otherKinds = {
  gzip: { is: 'a gzip archive', instead: unpack },
  archive: { is: 'an archive', instead: unpack },
  zip: { is: 'a ZIP archive', instead: unpack },
  'old-office': { is: 'an old Excel or Word file', instead: saveAs },
  spreadsheet: { is: 'a spreadsheet', instead: saveAs },
  word: { is: 'a Word document', instead: useInstead },
  sqlite: { is: 'a SQLite database', instead: convert },
  arrow: { is: 'an Arrow file', instead: convert },
  xml: { is: 'XML', instead: convert },
  pdf: { is: 'a PDF', instead: useInstead },
  'rich-text': { is: 'a rich text document', instead: useInstead },
  image: { is: 'an image', instead: useInstead },
  'sound-or-film': { is: 'a sound or a film', instead: useInstead },
};

/** Files that could be read: before the damage, or of `all` files in an archive. */
type ReadOfDamaged = { read: number } | { read: number; all: number; archive: string };

const files = (value: number) => (value === 1 ? 'one file' : `${count(value)} files`);

const muchRead = (read: ReadOfDamaged) =>
  'all' in read
    ? `${read.read} of the ${files(read.all)} in ${pathName(read.archive)} could be read`
    : `${files(read.read)} could be read before that place`;

function sizeInWords(bytes: number): string {
  if (bytes >= 1 << 30) return `${Math.round(bytes / (1 << 30))} GB`;
  return bytes >= 1 << 20 ? `${Math.round(bytes / (1 << 20))} MB` : `${bytes} bytes`;
}

export const intakeMessages = {
  'reader-not-loaded': ({ format }: { format: string }) =>
    `The code that reads ${format} files could not be loaded.`,
  'file-unreadable': 'A file could not be read. Was it changed, moved or deleted? Choose it again.',
  'line-too-long': ({ fileName, millions }: { fileName: string; millions: number }) =>
    `${pathName(fileName)} has a line of more than ${millions} million characters. Use a file with one review a line.`,
  'encoding-unknown': ({ fileName }: { fileName: string }) =>
    `The text encoding of ${pathName(fileName)} is not known. Save the file as UTF-8 and try again.`,
  'archive-too-deep': ({ path }: { path: string }) =>
    `${pathName(path)} is an archive inside too many others. Unpack it and use what was in it.`,
  'too-many-columns': ({ columns, most }: { columns: number; most: number }) =>
    `The file has ${columns} columns. Use one with at most ${most}; two of them are used.`,
  'lines-not-json': ({
    broken,
    filled,
    fileName,
    firstBroken,
  }: {
    broken: number;
    filled: number;
    fileName: string;
    firstBroken: number;
  }) =>
    `${broken} of the ${filled} lines of ${pathName(fileName)} are not JSON, the first of them line ${firstBroken}. Export the file again.`,
  'no-json-rows': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} has no rows that could be read. Use a list of objects such as [{"text": "…", "label": "positive"}], or one such object a line.`,
  'broken-json': ({ fileName, line, column }: { fileName: string; line: number; column: number }) =>
    `${pathName(fileName)} is broken JSON at line ${line}, column ${column}. Fix it there, or export it again.`,
  'entry-too-long': ({ fileName, millions }: { fileName: string; millions: number }) =>
    `${pathName(fileName)} has an entry of more than ${millions} million characters. Use a list with one review an entry.`,
  'json-object-too-large': ({ fileName, megabytes }: { fileName: string; megabytes: number }) =>
    `${pathName(fileName)} is one JSON object of more than ${megabytes} MB. Use a list of objects, or one object a line.`,
  'file-damaged': ({ path, read }: { path: string; read: ReadOfDamaged | null }) =>
    `${pathName(path)} is damaged or was cut short${read === null ? '' : `: ${muchRead(read)}`}. Download it or pack it again, and use that.`,
  'unpacks-to-too-much': ({ bytes }: { bytes: number }) =>
    `The files unpack to more than ${sizeInWords(bytes)}. Use fewer reviews at once.`,
  'too-many-files': ({ entries }: { entries: number }) =>
    `The archive holds more than ${count(entries)} files. Use fewer at once.`,
  'only-one-column': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} has only one column. Use a file with ${need}, with a comma, semicolon or tab between them.`,
  'no-rows': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} has no rows. Use a file with ${need}.`,
  'file-empty': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} is empty. Use a file with ${need}.`,
  'too-many-parquet-columns': ({ path, most }: { path: string; most: number }) =>
    `${pathName(path)} has over ${most} columns. Use one with fewer.`,
  'too-many-rows': ({ path, most }: { path: string; most: number }) =>
    `${pathName(path)} has more than ${count(most)} rows. Use a part of them.`,
  'parquet-codec': ({ path }: { path: string }) =>
    `${pathName(path)} is packed in a rare way. Write it again, packed by snappy.`,
  'parquet-encrypted': ({ path }: { path: string }) =>
    `${pathName(path)} is encrypted. Save it without encryption.`,
  'no-reviews': 'There are no reviews in it. Use a file with reviews and labels.',
  'web-page': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} is a web page, not a table. Download the data file itself and use that.`,
  'not-a-table': ({ fileName, kind }: { fileName: string; kind: keyof typeof otherKinds }) =>
    `${pathName(fileName)} is ${otherKinds[kind].is}. ${otherKinds[kind].instead}`,
  'not-a-text-file': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} is not a text file. ${useInstead}`,
  'too-many-cells': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} has too many cells. Use only the columns with the reviews and their labels.`,
  'other-columns': ({ fileName, firstFile }: { fileName: string; firstFile: string }) =>
    `${pathName(fileName)} has other columns than ${pathName(firstFile)}. Use files with the same columns, or one at a time.`,
  'lines-differ': ({
    fileName,
    lines,
    firstFile,
    firstLines,
  }: {
    fileName: string;
    lines: number;
    firstFile: string;
    firstLines: number;
  }) =>
    `${pathName(fileName)} has ${count(lines)} lines and ${pathName(firstFile)} ${count(firstLines)}. Each line of one must be the label of a line of the other.`,
  'no-lines-beside': ({ fileName }: { fileName: string }) =>
    `${pathName(fileName)} has not as many lines as a file beside it. Choose the other files without it.`,
  'binary-workbook': ({ path }: { path: string }) =>
    `${pathName(path)} is a binary workbook. Save it as XLSX and use that file.`,
  'archive-locked': ({ path }: { path: string }) =>
    `${pathName(path)} is locked by a password. Unpack it and use what was in it.`,
  'archive-packed-rarely': ({ path }: { path: string }) =>
    `${pathName(path)} is packed in a rare way. Unpack it and use what was in it.`,
};
