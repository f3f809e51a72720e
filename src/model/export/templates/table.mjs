/**
 * Tables of texts in plain JavaScript: a CSV file or lines to cells, and these with answers to a CSV file that is safe to
 * open in a spreadsheet. For browsers and for Node.
 *
 * @typedef {{ columns: string[], rows: string[][] }} Table every row has a cell for each column
 * @typedef {{ class: number, probabilities: ArrayLike<number>, unknown: number }} Answered `unknown`: share of the words read
 */

/**
 * The cells of a CSV file: in quotes a cell may hold separators, line ends and, doubled, quotes.
 *
 * @param {string} text
 * @param {string} separator
 */
function cellsOf(text, separator) {
  /** @type {string[][]} */
  const rows = [];
  /** @type {string[]} */
  let row = [];
  let cell = '';
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0].trim() !== '') rows.push(row);
    row = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (quoted) {
      if (unit !== '"') cell += unit;
      else if (text[at + 1] === '"') cell += text[at++];
      else quoted = false;
    } else if (unit === '"' && cell === '') quoted = true;
    else if (unit === separator) {
      row.push(cell);
      cell = '';
    } else if (unit === '\n' || unit === '\r') {
      if (unit === '\r' && text[at + 1] === '\n') at++;
      endRow();
    } else cell += unit;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

const separators = [',', ';', '\t', '|'];
/** So many units tell which separator a file has. */
const looked = 100_000;
const textName =
  /^(text|texts|review|reviews|reviewtext|review_text|sentence|comment|content|body|tweet|message)$/i;

/** How files begin that are no text, in hexadecimal, and what they are. */
const beginnings = [
  ['504b0304', 'an Excel file or a ZIP archive'],
  ['1f8b', 'a gzip archive'],
  ['89504e47', 'an image'],
  ['ffd8ff', 'an image'],
  ['47494638', 'an image'],
  ['25504446', 'a PDF'],
  ['50415231', 'a Parquet file'],
  ['d0cf11e0', 'an old Excel or Word file'],
  ['53514c69746520', 'an SQLite database'],
  ['377abcaf', 'an archive'],
  ['52617221', 'an archive'],
  ['fd377a58', 'an archive'],
];
const jsonName = /\.(json|jsonl|ndjson)$/i;
/** Objects and lists; a text may well begin with a word in brackets. */
const jsonBeginning = /^\s*(\{\s*["'}]|\[\s*[[{"'\]])/;

/**
 * One sentence for a file that is no table, and would be read as nonsense; '' for all others.
 *
 * @param {string} name
 * @param {Uint8Array} bytes of the file
 */
export function noTable(name, bytes) {
  const head = bytes.subarray(0, 1_000);
  const hex = Array.from(head.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // Text in UTF-16 has zeros, and begins with a mark.
  const isBinary = head.includes(0) && !/^(fffe|feff)/.test(hex);
  const isJson = jsonName.test(name) || jsonBeginning.test(new TextDecoder().decode(head));
  const kind =
    beginnings.find(([start]) => hex.startsWith(start))?.[1] ??
    (isBinary ? 'a binary file' : isJson ? 'JSON' : '');
  if (kind === '') return '';
  return (
    `${name} is ${kind}: this program reads CSV or a text a line; ` +
    '`npm run predict` of Forget Gate reads JSON, Excel, Parquet and archives as well.'
  );
}

/**
 * A file with a row of names and then a row for each text; or, where no separator makes columns, a text in each line.
 *
 * @param {string} text
 * @returns {Table}
 */
export function parseTable(text) {
  const whole = text.replace(/^\ufeff/, '');
  let best = { separator: '', score: 0 };
  for (const separator of separators) {
    const rows = cellsOf(whole.slice(0, looked), separator).slice(0, 200);
    const width = rows[0]?.length ?? 0;
    const same = rows.filter((row) => row.length === width).length / rows.length;
    const score = width > 1 && same >= 0.9 ? same + width / 1_000 : 0;
    if (score > best.score) best = { separator, score };
  }
  if (best.separator !== '') {
    const [names, ...rows] = cellsOf(whole, best.separator);
    const width = names.length;
    return {
      columns: distinct(names),
      rows: rows.map((row) => names.map((_, i) => row[i] ?? '').slice(0, width)),
    };
  }
  // Quotes count there too, and no text has this separator.
  const rows = cellsOf(whole, '\x1f');
  const hasName = rows.length > 0 && textName.test(rows[0][0].trim());
  return { columns: [hasName ? rows[0][0].trim() : 'text'], rows: hasName ? rows.slice(1) : rows };
}

/**
 * No name twice, and none that is empty.
 *
 * @param {readonly string[]} names
 */
function distinct(names) {
  const taken = new Set();
  return names.map((given, column) => {
    const name = given.trim() || `Column ${column + 1}`;
    let own = name;
    for (let copy = 2; taken.has(own); copy++) own = `${name} (${copy})`;
    taken.add(own);
    return own;
  });
}

/**
 * The column with the texts: by its name, else the one with the longest cells.
 *
 * @param {Table} table
 */
export function guessTextColumn({ columns, rows }) {
  const named = columns.findIndex((name) => textName.test(name));
  if (named >= 0) return named;
  const lengths = columns.map((_, i) => rows.reduce((sum, row) => sum + row[i].length, 0));
  return lengths.indexOf(Math.max(...lengths));
}

/**
 * The class of each row by a column's labels, −1 where there is none of a known class; null unless at least half of the
 * labels are names of classes.
 *
 * @param {Table} table
 * @param {number} column
 * @param {readonly string[]} classNames
 */
export function classesByLabel({ rows }, column, classNames) {
  const names = classNames.map((name) => name.toLowerCase());
  const labels = rows.map((row) => row[column].trim().toLowerCase());
  const classes = labels.map((label) => names.indexOf(label));
  const known = classes.filter((id) => id >= 0).length;
  return known > 0 && 2 * known >= labels.filter((label) => label !== '').length ? classes : null;
}

/** What a spreadsheet may take for the beginning of a formula, wide forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** @param {string | number} value */
function csvCell(value) {
  const text = typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  return `"${text.replaceAll('"', '""')}"`;
}

/** @param {number} value */
const rounded = (value) => Math.round(value * 1e6) / 1e6;

/** @param {(string | number)[]} cells */
const csvLine = (cells) => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * A CSV file of the table with its answers: the class, the probability of each class, and the share of unknown words.
 *
 * @param {Table} table
 * @param {readonly string[]} classNames
 * @param {readonly (Answered | null)[]} answers null: a text without words
 */
export function answersCsv({ columns, rows }, classNames, answers) {
  const added = ['class', ...classNames.map((name) => `probability of ${name}`), 'unknown words'];
  const lines = rows.map((row, i) => {
    const answer = answers[i];
    if (!answer) return csvLine([...row, ...added.map(() => '')]);
    const { class: id, probabilities, unknown } = answer;
    return csvLine([...row, classNames[id], ...Array.from(probabilities, rounded), rounded(unknown)]);
  });
  return `\ufeff${csvLine(distinct([...columns, ...added]))}${lines.join('')}`;
}

/**
 * How many rows have an answer, and of those with a label how many are right.
 *
 * @param {readonly (Answered | null)[]} answers
 * @param {readonly number[] | null} classes of the labels
 */
export function summaryOf(answers, classes) {
  const answered = answers.filter((answer) => answer !== null).length;
  const lines = [`${answered} of ${answers.length} rows have an answer.`];
  const labelled = answers.flatMap((answer, row) => (answer && classes && classes[row] >= 0 ? [row] : []));
  if (labelled.length === 0) return lines;
  const right = labelled.filter((row) => answers[row]?.class === classes?.[row]).length;
  const accuracy = ((100 * right) / labelled.length).toFixed(1);
  return [
    ...lines,
    `${accuracy}% of the ${labelled.length} labels are as predicted, rows of the training among them.`,
  ];
}
