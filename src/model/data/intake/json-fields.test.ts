import { describe, expect, it } from 'vitest';
import { readFiles, rowsOf } from './testing/read.ts';

async function cells(text: string, path = 'x.json'): Promise<{ columns: string[]; rows: string[][] }> {
  const table = await readFiles({ [path]: text });
  return { columns: table.columns, rows: rowsOf(table) };
}

const records = [
  { id: 1, user: { name: 'Ann', city: { code: 7 } }, text: 'Good film' },
  { id: 2, text: 'Bad film', user: { name: 'Bo', age: 40 } },
];
const expected = {
  columns: ['id', 'user.name', 'user.city.code', 'text', 'user.age'],
  rows: [
    ['1', 'Ann', '7', 'Good film', ''],
    ['2', 'Bo', '', 'Bad film', '40'],
  ],
};

describe('objects in JSON records', () => {
  it.each([
    ['a list', JSON.stringify(records)],
    ['a list in an object', JSON.stringify({ response: { data: records } })],
    ['JSON Lines', records.map((record) => JSON.stringify(record)).join('\n')],
  ])('are columns, one for each field, in %s', async (_, text) => {
    expect(await cells(text)).toEqual(expected);
  });

  it('stay JSON where they are lists, or lie five deep', async () => {
    const deep = { a: { b: { c: { d: { e: { f: 1 } } } } }, list: [{ x: 1 }, 2], text: 'Good' };
    expect(await cells(JSON.stringify([deep, deep]))).toMatchObject({
      columns: ['a.b.c.d.e', 'list', 'text'],
      rows: [
        ['{"f":1}', '[{"x":1},2]', 'Good'],
        ['{"f":1}', '[{"x":1},2]', 'Good'],
      ],
    });
  });

  it('stand beside what other rows have in their place, but for nothing', async () => {
    const rows = [
      { user: null, text: 'a', label: 1 },
      { user: { name: 'Ann' }, text: 'b', label: 0 },
      { user: {}, text: 'c', label: 1 },
    ];
    expect(await cells(JSON.stringify(rows))).toEqual({
      columns: ['text', 'label', 'user.name'],
      rows: [
        ['a', '1', ''],
        ['b', '0', 'Ann'],
        ['c', '1', ''],
      ],
    });
    const mixed = await cells(JSON.stringify([...rows, { user: 'Bo', text: 'd', label: 0 }]));
    expect(mixed.columns).toEqual(['text', 'label', 'user.name', 'user']);
    expect(mixed.rows.map((row) => row[3])).toEqual(['', '', '', 'Bo']);
    expect(mixed.rows[3]).toEqual(['d', '0', '', 'Bo']);
  });

  it('do not overwrite a key with a dot', async () => {
    const row = { 'user.name': 'flat', user: { name: 'nested', 'a.b': 1, a: { b: 2 } }, text: 'Good' };
    expect(await cells(JSON.stringify([row, row]))).toMatchObject({
      columns: ['user.name', 'user.name (2)', 'user.a.b', 'user.a.b (2)', 'text'],
      rows: [
        ['flat', 'nested', '1', '2', 'Good'],
        ['flat', 'nested', '1', '2', 'Good'],
      ],
    });
  });

  it('with other keys in every row take a hundred columns, and lose nothing', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => ({
      text: `Film ${i}`,
      votes: { [`user-${i}`]: i, all: i },
    }));
    const { columns, rows: found } = await cells(rows.map((row) => JSON.stringify(row)).join('\n'));
    expect(columns.length).toBe(1 + 100 + 1);
    expect(columns).toEqual(expect.arrayContaining(['text', 'votes', 'votes.all', 'votes.user-0']));
    const place = (name: string) => columns.indexOf(name);
    expect(found[0][place('votes.user-0')]).toBe('0');
    expect(found[2_999][place('votes')]).toBe('{"user-2999":2999}');
    expect(found.map((row) => row[place('votes.all')])).toEqual(rows.map((_, i) => String(i)));
  });

  it('that come late make columns late', async () => {
    const early = Array.from({ length: 40_000 }, (_, i) => ({
      text: `A film that is number ${i}`,
      label: i % 2,
    }));
    const late = { text: 'The last one', label: 1, user: { name: 'Ann', __proto__x: 1 } };
    const { columns, rows } = await cells([...early, late].map((row) => JSON.stringify(row)).join('\n'));
    expect(columns).toEqual(['text', 'label', 'user.name', 'user.__proto__x']);
    expect(rows.at(-1)).toEqual(['The last one', '1', 'Ann', '1']);
    expect(rows[0]).toEqual(['A film that is number 0', '0', '', '']);
  });

  it('may have a field called __proto__', async () => {
    const line = '{"text":"Good","meta":{"__proto__":{"label":"x"},"constructor":1}}';
    expect(await cells(`[${line},${line}]`)).toMatchObject({
      columns: ['text', 'meta.__proto__.label', 'meta.constructor'],
    });
    expect(Object.hasOwn(Object.prototype, 'label')).toBe(false);
  });
});
