import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Encoding } from '../../../contract/dataset.ts';
import { bytesIn } from '../testing/legacy-bytes.ts';
import { LegacyEvidence } from './legacy-evidence.ts';
import { readFiles, rowsOf } from './testing/read.ts';

/** Short reviews, half of them bad, in each language. */
const languages: [string, Encoding, string[]][] = [
  [
    'Polish',
    'windows-1250',
    [
      'Świetny czajnik, gotuje bardzo szybko',
      'Okropna jakość, żałuję zakupu',
      'Bardzo ładny i wygodny fotel',
      'Nie działa, pieniądze wyrzucone w błoto',
    ],
  ],
  [
    'Czech',
    'windows-1250',
    [
      'Výborná konvice, vaří rychle',
      'Hrozná kvalita, lituji nákupu',
      'Příjemné křeslo, doporučuji',
      'Nefunguje, škoda peněz, už nikdy víc',
    ],
  ],
  [
    'Hungarian',
    'windows-1250',
    [
      'Kitűnő vízforraló, gyorsan felforr',
      'Szörnyű minőség, nem működik',
      'Nagyon kényelmes és erős szék',
      'Rossz idő, hűtőt többé nem veszek itt',
    ],
  ],
  [
    'Croatian',
    'windows-1250',
    [
      'Odlično kuhalo, vrlo brzo kuha',
      'Užasna kvaliteta, žalim što sam kupio',
      'Udobna i čvrsta stolica, svaka čast',
      'Ništa ne radi, bačen novac, loše',
    ],
  ],
  [
    'Romanian',
    'windows-1250',
    [
      'Fierbător foarte bun, încălzeşte repede',
      'Calitate proastă, mă simt păcălit',
      'Un scaun frumos şi uşor, îl ador',
      'Nu funcţionează, aţi făcut o glumă',
    ],
  ],
  [
    'Russian',
    'windows-1251',
    [
      'Отличный чайник, быстро кипит',
      'Ужасное качество, жалею о покупке',
      'Очень удобное кресло',
      'Не работает, деньги на ветер',
    ],
  ],
  [
    'Ukrainian',
    'windows-1251',
    [
      'Чудовий чайник, швидко кипить',
      'Жахлива якість, шкодую про покупку',
      'Дуже зручне крісло і гарне',
      'Не працює, гроші на вітер',
    ],
  ],
  [
    'Bulgarian',
    'windows-1251',
    [
      'Страхотен чайник, бързо завира',
      'Ужасно качество, съжалявам',
      'Много удобен фотьойл',
      'Не работи, хвърлени пари',
    ],
  ],
  [
    'Greek',
    'windows-1253',
    [
      'Εξαιρετικός βραστήρας, βράζει γρήγορα',
      'Απαίσια ποιότητα, το μετάνιωσα',
      'Πολύ άνετη καρέκλα',
      'Δεν λειτουργεί, πεταμένα λεφτά',
    ],
  ],
  [
    'Turkish',
    'windows-1254',
    [
      'Çok güzel ısıtıcı, hızlı kaynıyor',
      'Berbat kalite, aldığıma pişmanım',
      'Rahat ve hoş bir koltuk',
      'Çalışmıyor, paramı çöpe attım',
    ],
  ],
  [
    'Turkish in capitals',
    'windows-1254',
    ['ÇOK BAŞARILI BİR ÜRÜN', 'HİÇ BEĞENMEDİM, ÇALIŞMIYOR', 'IŞIĞI GÜZEL VE HOŞ', 'KÖTÜ ŞEY, ALMAYIN'],
  ],
  [
    'Hebrew',
    'windows-1255',
    ['קומקום מצוין, רותח מהר', 'איכות נוראית, מצטער שקניתי', 'כיסא נוח מאוד', 'לא עובד, חבל על הכסף'],
  ],
  [
    'Arabic',
    'windows-1256',
    ['غلاية ممتازة وسريعة', 'جودة سيئة ندمت على الشراء', 'كرسي مريح جدا', 'لا يعمل والمال ضاع'],
  ],
  [
    'Persian',
    'windows-1256',
    [
      'کتری عالی و سریع است',
      'کیفیت بد و پشیمان شدم',
      'صندلی خیلی راحت و خوب',
      'کار نمی کند و پول هدر رفت',
    ].map((text) => text.replaceAll('ی', 'ي')),
  ],
  [
    'Lithuanian',
    'windows-1257',
    [
      'Puikus virdulys, greitai užverda',
      'Šlykšti kokybė, gailiuosi įsigijęs',
      'Labai patogi kėdė, ačiū',
      'Neveikia, pinigai išmesti į šiukšlių dėžę',
    ],
  ],
  [
    'Latvian',
    'windows-1257',
    [
      'Lieliska tējkanna, ātri uzvārās',
      'Šausmīga kvalitāte, nožēloju pirkumu',
      'Ļoti ērts krēsls',
      'Nestrādā, izmesta nauda vējā, žēl',
    ],
  ],
  ['Thai', 'windows-874', ['กาน้ำดีมาก เดือดเร็ว', 'คุณภาพแย่มาก เสียใจที่ซื้อ', 'เก้าอี้นั่งสบาย', 'ใช้ไม่ได้ เสียเงินเปล่า']],
  [
    'simplified Chinese',
    'GB18030',
    ['水壶很好，烧水很快', '质量太差，后悔买了', '椅子坐着舒服', '不能用，浪费钱，客服也不理人'],
  ],
  [
    'traditional Chinese',
    'Big5',
    ['水壺很好，燒水很快', '品質太差，後悔買了', '椅子坐起來舒服', '不能用，浪費錢，店員也不理人'],
  ],
  [
    'Japanese',
    'Shift_JIS',
    [
      'とても良いやかんで、すぐ沸きます',
      '品質がひどい。買って後悔した',
      '椅子は座り心地がいい',
      '使えない。お金の無駄でした',
    ],
  ],
  [
    'Japanese of Unix',
    'EUC-JP',
    [
      'とても良いやかんで、すぐ沸きます',
      '品質がひどい。買って後悔した',
      'ソファーの座り心地がいい',
      '使えない。お金の無駄でした',
    ],
  ],
  [
    'Korean',
    'EUC-KR',
    [
      '주전자가 정말 좋아요 빨리 끓어요',
      '품질이 너무 나빠요 후회합니다',
      '의자가 아주 편해요',
      '작동하지 않아요 돈만 버렸어요',
    ],
  ],
  [
    'Russian of Unix',
    'KOI8-R',
    [
      'Отличный чайник, быстро кипит',
      'Ужасное качество, жалею о покупке',
      'Очень удобное кресло',
      'Не работает, деньги на ветер',
    ],
  ],
  [
    'Russian of DOS',
    'IBM866',
    [
      'Отличный чайник, быстро кипит',
      'Ужасное качество, жалею о покупке',
      'Очень удобное кресло',
      'Не работает, деньги на ветер',
    ],
  ],
  [
    'Russian by ISO',
    'ISO-8859-5',
    [
      'Отличный чайник, быстро кипит',
      'Ужасное качество, жалею о покупке',
      'Очень удобное кресло',
      'Не работает, деньги на ветер',
    ],
  ],
  [
    'Polish by ISO',
    'ISO-8859-2',
    [
      'Świetny czajnik, gotuje bardzo szybko',
      'Okropna jakość, żałuję zakupu',
      'Bardzo ładny i wygodny fotel',
      'Nie działa, pieniądze wyrzucone w błoto',
    ],
  ],
  [
    'French of a Mac',
    'macintosh',
    [
      'Très bonne bouilloire, c’est rapide',
      'Qualité déplorable, je suis déçu',
      'Siège agréable à utiliser',
      'Ça ne marche pas, évitez-le',
    ],
  ],
  [
    'English of a Mac',
    'macintosh',
    [
      'It’s a “fine” kettle',
      'I don’t like it, and they’re rude',
      'We’re happy with it',
      'It doesn’t work, so I’m sad',
    ],
  ],
  [
    'French',
    'windows-1252',
    [
      'Très bonne bouilloire, c’est rapide',
      'Qualité déplorable, je suis déçu',
      'Siège agréable à utiliser',
      'Ça ne marche pas, évitez-le',
    ],
  ],
  [
    'German',
    'windows-1252',
    [
      'Schöner Kessel, läuft gut',
      'Größe völlig falsch, ärgerlich',
      'Für den Preis in Ordnung',
      'Wäre fast übergelaufen',
    ],
  ],
  [
    'Swedish',
    'windows-1252',
    [
      'Väldigt bra och snabb, får högt betyg',
      'Dålig kvalitet, går sönder',
      'Skön stol att sitta på',
      'Fungerar inte alls, ångrar köpet',
    ],
  ],
];

describe.each(languages)('%s', (_, encoding, reviews) => {
  const file = (count: number) =>
    ['text,label', ...reviews.slice(0, count).map((text, i) => `"${text}",${1 - (i % 2)}`)].join('\n');

  it(`in ${encoding} is read as such`, async () => {
    const table = await readFiles({ 'x.csv': bytesIn(encoding, file(4)) });
    expect(table.encoding).toBe(encoding);
    expect(rowsOf(table).map(([text]) => text)).toEqual(reviews);
  });

  it('in UTF-8 stays UTF-8', async () => {
    expect((await readFiles({ 'x.csv': file(4) })).encoding).toBe('UTF-8');
  });

  it(`in ${encoding} can be chosen`, async () => {
    const table = await readFiles({ 'x.csv': bytesIn(encoding, file(1)) }, { encoding });
    expect(table).toMatchObject({ encoding, columns: ['text', 'label'] });
    expect(rowsOf(table)[0]).toEqual([reviews[0], '1']);
  });
});

test('what is found does not depend on how a file is cut into pieces', () => {
  const pick = fc.constantFrom(...languages);
  fc.assert(
    fc.property(pick, fc.integer({ min: 1, max: 50 }), ([, encoding, reviews], length) => {
      const bytes = bytesIn(encoding, reviews.join('\n'));
      const evidence = new LegacyEvidence();
      for (let at = 0; at < bytes.length; at += length) evidence.push(bytes.subarray(at, at + length));
      expect(evidence.encoding).toBe(encoding);
    }),
  );
});

test.each<[Encoding, string, string]>([
  ['windows-1252', 'It’s a “good” pot…', 'They’re “bad” pots…'],
  ['macintosh', 'It’s a “good” pot…', 'They’re “bad” pots…'],
  ['windows-1250', 'Nagyon jó étel, gyors kiszolgálás', 'Piszkos szoba, rossz ötlet, drága hűtő'],
  ['windows-1257', 'Skanus maistas, čia puikus aptarnavimas', 'Nešvarus kambarys, šlykštu, brangi žuvis'],
])('%s is told by two sentences that come again and again', async (encoding, good, bad) => {
  const lines = Array.from({ length: 24 }, (_, i) => `"${i % 2 ? good : bad} ${i}",${i % 2}`);
  const table = await readFiles({ 'x.csv': bytesIn(encoding, lines.join('\n')) });
  expect(table.encoding).toBe(encoding);
});

test('one odd letter tells nothing', () => {
  for (const [, encoding, reviews] of languages) {
    const byte = bytesIn(encoding, reviews.join('')).find((one) => one >= 0xa0) ?? 0xe9;
    const evidence = new LegacyEvidence();
    evidence.push(Uint8Array.of(0x61, byte, 0x61));
    expect(evidence.encoding).toBe('windows-1252');
  }
});

test('a long file is weighed by its first words alone, in time', () => {
  const bytes = bytesIn('windows-1251', 'Хороший чайник, и недорогой. '.repeat(200_000));
  const evidence = new LegacyEvidence();
  const before = performance.now();
  for (let at = 0; at < bytes.length; at += 1 << 16) {
    evidence.push(bytes.subarray(at, at + (1 << 16)));
    expect(evidence.encoding).toBe('windows-1251');
  }
  expect(performance.now() - before).toBeLessThan(3_000);
});
