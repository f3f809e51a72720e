import { saying } from '../../../contract/messages/testing/saying.ts';
import fc from 'fast-check';
import { readSheet } from 'read-excel-file/universal';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { type Cell, entryOf, sheetXml, utf8, workbookParts, xlsxOf, zipOf } from '../testing/archives.ts';
import type { RowSource } from './contract.ts';
import { previewTable } from '../preview.ts';
import { readFiles } from './testing/read.ts';
import { readXlsx } from './xlsx.ts';

async function readAll({ blocks }: RowSource): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const block of blocks) rows.push(...block.rows);
  return rows;
}

async function read(bytes: Uint8Array): Promise<string[][]> {
  return readAll(await readXlsx(entryOf('a.xlsx', bytes)));
}

/** A workbook with one sheet of the given rows in XML. */
function workbook(rows: string, instead: Record<string, string> = {}): Uint8Array {
  return zipOf(workbookParts({ S: `<worksheet><sheetData>${rows}</sheetData></worksheet>` }, instead));
}

/** The same as our reader should say it, by a library. */
async function byLibrary(bytes: Uint8Array): Promise<string[][]> {
  const rows = await readSheet(bytes.slice().buffer);
  return rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
}

describe('a workbook', () => {
  const rows: Cell[][] = [
    ['text', 'stars', 'positive', 'note'],
    ['Good & <b>bold</b>.', 4, true, null],
    ['=SUM(A1:A2)', 4.5, false, 'x'],
    ['line\none\r\ntwo\u0007', -1e21, true, '_x000D_'],
    ['Phim rất hay 🎬', 12345678901234, false, ' '],
  ];

  it.each([true, false])('gives its cells in words (shared texts: %s)', async (shareTexts) => {
    expect(await read(xlsxOf(rows, shareTexts))).toEqual([
      ['text', 'stars', 'positive', 'note'],
      ['Good & <b>bold</b>.', '4', 'true'],
      ['=SUM(A1:A2)', '4.5', 'false', 'x'],
      ['line\none\r\ntwo\u0007', '-1e+21', 'true', '\r'],
      ['Phim rất hay 🎬', '12345678901234', 'false', ' '],
    ]);
  });

  it('gives days, times and plain numbers by their styles', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/>' +
      '<numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs></styleSheet>';
    const cells = [
      '<c s="0"><v>45322</v></c>',
      '<c s="1"><v>45322</v></c>',
      '<c s="2"><v>45322</v></c>',
      '<c s="3"><v>2.5</v></c>',
      '<c s="4"><v>0.75</v></c>',
      '<c s="5"><v>45322.520833333336</v></c>',
      '<c s="1"><v>1</v></c>',
      '<c t="d"><v>2024-01-31</v></c>',
    ];
    const xml = `<row>${cells.join('')}</row>`;
    expect(await read(workbook(xml, { 'xl/styles.xml': styles }))).toEqual([
      [
        '45322',
        '2024-01-31',
        '2024-01-31',
        '2.5',
        '18:00:00',
        '2024-01-31 12:30:00',
        '1900-01-01',
        '2024-01-31',
      ],
    ]);
    const overview =
      '<workbook><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>';
    const from1904 = workbook(xml, { 'xl/styles.xml': styles, 'xl/workbook.xml': overview });
    expect((await read(from1904))[0].slice(0, 2)).toEqual(['45322', '2028-02-01']);
  });

  it('gives the values of formulas, and nothing for errors', async () => {
    const xml =
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c>' +
      '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>now()</f></c><c r="E1" t="b"><v>1</v></c></row>';
    expect(await read(workbook(xml))).toEqual([['2', '2x', '', '', 'true']]);
  });

  it('joins differently written parts of a text, and ignores how it is spoken', async () => {
    const shared =
      '<sst><si><r><rPr><b/></rPr><t>Good </t></r><r><t xml:space="preserve">film</t></r><rPh><t>spoken</t></rPh></si><si><t/></si></sst>';
    const xml = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><v>1</v></c></row>';
    expect(await read(workbook(xml, { 'xl/sharedStrings.xml': shared }))).toEqual([['Good film', '', '1']]);
  });

  it('passes over empty rows and puts cells into their columns', async () => {
    const xml =
      '<row r="3"/><row r="7"><c r="C7" t="str"><v>c</v></c></row><row r="900000"><c r="A900000"><v>1</v></c><c r="B900000" s="1"/></row>' +
      '<row><c><v>2</v></c><c><v>3</v></c></row>';
    expect(await read(workbook(xml))).toEqual([['', '', 'c'], ['1'], ['2', '3']]);
  });

  it('joins sheets of the same columns with their names, and counts the rows of others', async () => {
    const sheet = (...lines: Cell[][]) => sheetXml(lines, false).sheet;
    const names = ['review', 'stars'];
    const parts = workbookParts({
      About: sheet(['What this is'], ['Reviews of 2025']),
      'North &amp; south': sheet(names, ['Warm.', 5], ['Dull.']),
      Pivot: sheet(['stars', 'review'], [5, 'Warm.']),
      West: sheet(names, ['Fine.', 4]),
      Empty: sheet(),
    });
    const source = await readXlsx(entryOf('a.xlsx', zipOf(parts)));
    expect(await readAll(source)).toEqual([
      ['sheet', 'review', 'stars'],
      ['North & south', 'Warm.', '5'],
      ['North & south', 'Dull.'],
      ['West', 'Fine.', '4'],
    ]);
    expect(source.unread).toBe(4);
  });

  it('has labels or parts in the names of its sheets', async () => {
    const rowsOn = (sheet: string): Cell[][] =>
      Array.from({ length: 12 }, (_, i) => [`Some words about ${sheet}, number ${i}.`, i + 40]);
    const sheets = (...names: string[]) =>
      names.map((name) => [name, sheetXml([['review', 'visitors'], ...rowsOn(name)], false).sheet]);
    const guessOf = async (...names: string[]) => {
      const bytes = zipOf(workbookParts(Object.fromEntries(sheets(...names))));
      return previewTable(await readFiles({ 'a.xlsx': bytes })).guess;
    };
    expect(await guessOf('Positive', 'Negative')).toMatchObject({ text: 'review', label: 'sheet' });
    expect(await guessOf('North', 'South')).toMatchObject({ text: 'review', label: 'visitors' });
    expect(await guessOf('train', 'test')).toMatchObject({ text: 'review', split: 'sheet' });
  });

  it('gives the fullest sheet, of equals the first, and hidden ones only when there are no others', async () => {
    const sheet = (...names: string[]) =>
      sheetXml(
        names.map((name) => [name]),
        false,
      ).sheet;
    const parts = workbookParts({
      About: sheet('note'),
      Data: sheet('a', 'b'),
      Copy: sheet('c', 'd'),
      Old: sheet('1', '2', '3'),
    });
    const hidden = {
      ...parts,
      'xl/workbook.xml': parts['xl/workbook.xml'].replace('"Old"', '"Old" state="hidden"'),
    };
    expect(await read(zipOf(hidden))).toEqual([['a'], ['b']]);
    expect(await read(zipOf(parts))).toEqual([['1'], ['2'], ['3']]);
    const all = {
      ...parts,
      'xl/workbook.xml': parts['xl/workbook.xml'].replaceAll('<sheet ', '<sheet state="veryHidden" '),
    };
    expect(await read(zipOf(all))).toEqual([['1'], ['2'], ['3']]);
  });

  it('with prefixes and absolute paths is read', async () => {
    const parts = workbookParts({
      S: '<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    });
    const relations = 'xl/_rels/workbook.xml.rels';
    parts[relations] = parts[relations].replace('"worksheets/', '"/xl/worksheets/');
    expect(await read(zipOf(parts))).toEqual([['a']]);
  });

  it('says the same as a library', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'ệ', '🎬', '&', '<', '>', '"', ' ', '\n', '_x0041_', '\u0001'),
    });
    const cell = fc.oneof(
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constant('x'), cell, cell), { minLength: 1 }),
        fc.boolean(),
        async (list, share) => {
          const bytes = xlsxOf(list, share);
          const ours = await read(bytes);
          const theirs = await byLibrary(bytes);
          const trimmed = (row: string[]) => Array.from({ length: 3 }, (_, i) => (row[i] ?? '').trim());
          expect(ours.map(trimmed)).toEqual(theirs.map(trimmed));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a workbook that is no good', () => {
  it.each([
    ['without sheets', zipOf(workbookParts({}))],
    [
      'without an overview',
      zipOf({ '[Content_Types].xml': '<Types/>', 'xl/worksheets/sheet1.xml': '<worksheet/>' }),
    ],
    ['that ends inside a tag', zipOf(workbookParts({ S: '<worksheet><sheetData><row r="1"><c r=' }))],
    ['with a tag without end', zipOf(workbookParts({ S: `<worksheet ${'x'.repeat(200_000)}` }))],
    [
      'with entities that grow',
      zipOf(
        workbookParts({
          S: '<!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "bbb">]><worksheet>&a;</worksheet>',
        }),
      ),
    ],
    ['that is no zip', utf8('PK\u0003\u0004')],
  ])('%s is refused in a sentence', async (_, bytes) => {
    await expect(read(bytes)).rejects.toThrow(
      saying('“a.xlsx” is damaged or was cut short. Download it or pack it again, and use that.'),
    );
  });

  it('of another kind is refused', async () => {
    await expect(read(zipOf({ 'xl/workbook.bin': 'x' }))).rejects.toThrow(saying(/is a binary workbook/));
  });

  it('whose cells claim to stand far away takes no time and no memory', async () => {
    const far = workbook('<row r="1000000000000"><c r="A1000000000000"><v>1</v></c></row>');
    expect(await read(far)).toEqual([['1']]);
    await expect(read(workbook('<row><c r="XFD1"><v>1</v></c></row>'))).rejects.toThrow(
      saying(/16384 columns/),
    );
  });

  it('counts cells whose text is not there', async () => {
    const source = await readXlsx(
      entryOf('a.xlsx', workbook('<row><c t="s"><v>7</v></c><c><v>1</v></c></row>')),
    );
    for await (const { rows } of source.blocks) expect(rows).toEqual([['', '1']]);
    expect(source.broken().count).toBe(1);
  });

  it('that unpacks to too much is refused soon', async () => {
    const parts = workbookParts({ S: `<worksheet>${' '.repeat(3 << 20)}</worksheet>` });
    const bytes = zipOf(parts);
    expect(bytes.length).toBeLessThan(1 << 13);
    expect(await read(bytes)).toEqual([]);
    await expect(
      readXlsx(entryOf('a.xlsx', bytes), undefined, { bytes: 2 << 20 }).then(readAll),
    ).rejects.toThrow(saying('The files unpack to more than 2 MB. Use fewer reviews at once.'));
  });

  it('that is cancelled is read no further', async () => {
    const stop = new AbortController();
    stop.abort();
    const reading = readXlsx(entryOf('a.xlsx', xlsxOf([['a', 1]])), stop.signal);
    await expect(reading).rejects.toThrow(/abort/);
  });

  it('ends in rows or in a sentence whichever bytes are changed', async () => {
    const good = zipOf(
      workbookParts({
        S: sheetXml(
          [
            ['text', 'label'],
            ['good', 1],
            ['bad', 0],
          ],
          false,
        ).sheet,
      }),
      { level: 0 },
    );
    const change = fc.record({ at: fc.nat(good.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = good.slice();
        for (const { at, value } of changes) bytes[at] = value;
        const end = await read(bytes).catch((error: unknown) => error);
        if (!Array.isArray(end)) expect(end).toBeInstanceOf(InputError);
      }),
      { numRuns: 200 },
    );
  });
});
