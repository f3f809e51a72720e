import { afterEach, describe, expect, it, vi } from 'vitest';
import { defaultSettings } from '../../contract/settings.ts';
import { decideRule, withRule } from './decide-tokenization.ts';
import { textColumn } from './text-column.ts';

afterEach(() => vi.unstubAllGlobals());

const written = {
  zh: ['味道很不错，送餐也快', '房间太差而且服务很脏'],
  ja: ['とても美味しい料理でした', '部屋が汚くて残念です'],
  th: ['อาหารอร่อยมาก บริการดี', 'ห้องพักสกปรกมาก'],
  lo: ['ອາຫານແຊບຫຼາຍ ບໍລິການດີ', 'ຫ້ອງເປື້ອນຫຼາຍ'],
  km: ['អាហារឆ្ងាញ់ណាស់ សេវាកម្មល្អ', 'បន្ទប់កខ្វក់ណាស់'],
  my: ['အစားအသောက်အရမ်းကောင်းတယ်', 'အခန်းကညစ်ပတ်တယ်'],
} as const;

const languages = Object.keys(written) as (keyof typeof written)[];
const english = ['A lovely place', 'The worst phone that I ever had', "It's fine"];

describe('automatic tokenization', () => {
  it.each([
    ['English', english],
    ['Vietnamese', ['Phim rất hay', 'Món phở ở đây ngon tuyệt vời']],
    ['Korean', ['정말 좋아요', '음식이 맛없어요']],
    ['Arabic', ['فيلم رائع', 'خدمة سيئة جدا']],
    ['emoji', ['😀', '!!!']],
    ['nothing', []],
    ['English with a Chinese name in it', [...english, ...english, ...english, '好 place']],
  ])('takes words for %s, and has nothing to say', (_, texts) => {
    expect(decideRule('automatic', textColumn(texts))).toEqual({ rule: 'words', why: null });
  });

  it.each(languages)('takes characters for texts in %s, and says why', (language) => {
    const { rule, why } = decideRule('automatic', textColumn(written[language]));
    expect(rule).toBe('characters');
    expect(why).toEqual({ code: 'tokens-automatic', language, share: 1 });
  });

  it('takes words where somebody has put spaces between them', () => {
    const spaced = (language: 'zh' | 'th', texts: string[]) =>
      expect(decideRule('automatic', textColumn(texts))).toEqual({
        rule: 'words',
        why: { code: 'tokens-spaced', language },
      });
    spaced('zh', ['味道 很 不错 送餐 也 快', '房间 太 差 而且 服务 很 脏']);
    spaced('th', ['อาหาร อร่อย มาก บริการ ดี', 'ห้องพัก สกปรก มาก']);
  });

  it('takes a segmenter where most is in other scripts, whose words stay whole', () => {
    const mixed = textColumn([...english, ...written.zh]);
    expect(decideRule('automatic', mixed).rule).toBe('segmenter-zh');
    vi.stubGlobal('Intl', {});
    expect(decideRule('automatic', mixed).rule).toBe('characters');
  });
});

describe('the segmenter', () => {
  it.each(languages)('is that of the texts’ language: %s', (language) => {
    const { rule } = decideRule('segmenter', textColumn(written[language]));
    expect(rule).toBe(`segmenter-${language}`);
  });

  it('has nothing to do in texts with spaces', () => {
    expect(decideRule('segmenter', textColumn(english)).rule).toBe('words');
  });

  it('gives way to characters where a browser has none, with a word about it', () => {
    vi.stubGlobal('Intl', {});
    expect(decideRule('segmenter', textColumn(written.th))).toEqual({
      rule: 'characters',
      why: { code: 'tokens-no-segmenter' },
    });
  });
});

it('leaves a rule as it is, and takes that of the network that is continued', () => {
  const thai = textColumn(written.th);
  const rule = (tokenization: typeof defaultSettings.tokenization, earlier?: 'words') =>
    withRule({ ...defaultSettings, tokenization }, thai, earlier).tokenization;
  expect(rule('words')).toBe('words');
  expect(rule('segmenter-ja')).toBe('segmenter-ja');
  expect(rule('automatic')).toBe('characters');
  expect(rule('automatic', 'words')).toBe('words');
});
