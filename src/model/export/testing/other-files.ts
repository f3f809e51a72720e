/** Files that the programs of a bundle do not read, and what they say of them. */

type OtherFile = readonly [name: string, content: string | Uint8Array<ArrayBuffer>, kind: string];

/** A file that is no text, by its first bytes. */
const binary = (name: string, start: string, kind: string): OtherFile => {
  const bytes = Array.from(start, (unit) => unit.charCodeAt(0));
  return [name, Uint8Array.from([...bytes, 0, 0xe9, 10]), kind];
};

export const otherFiles: readonly OtherFile[] = [
  ['lines.txt', '{"text": "good food"}\n{"text": "bad film"}\n', 'JSON'],
  ['list.csv', '\ufeff \n[\n  {"text": "good food"}\n]\n', 'JSON'],
  ['texts.txt', '["good food", "bad film"]', 'JSON'],
  ['named.JSONL', 'good food\n', 'JSON'],
  ['named.ndjson', 'good food\n', 'JSON'],
  ['named.json', 'good food\n', 'JSON'],
  binary('book.xlsx', 'PK\x03\x04', 'an Excel file or a ZIP archive'),
  binary('zipped.csv', '\x1f\x8b', 'a gzip archive'),
  binary('photo.png', '\x89PNG', 'an image'),
  binary('paper.pdf', '%PDF-1.7', 'a PDF'),
  binary('rows.parquet', 'PAR1', 'a Parquet file'),
  binary('old.xls', '\xd0\xcf\x11\xe0', 'an old Excel or Word file'),
  binary('some.bin', 'good', 'a binary file'),
];

export const notATable = (name: string, kind: string) =>
  `${name} is ${kind}: this program reads CSV or a text a line; ` +
  '`npm run predict` of Forget Gate reads JSON, Excel, Parquet and archives as well.';
