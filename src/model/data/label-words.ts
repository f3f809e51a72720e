/** What words that people label reviews with mean, in the languages that they bring. */
import { nfc } from './nfc.ts';

/** How good: below 0 negative, above 0 positive, 0 neither; `none`: it says that there is no label. */
export type LabelMeaning = number | 'none';

const meanings: readonly (readonly [LabelMeaning, string])[] = [
  [
    -1,
    `negative, neg, bad, poor, awful, terrible, false, no, rotten, -, minus, down, thumbs down, thumbsdown, 👎, dislike,
    disliked, bearish, bear, unhappy, dissatisfied, unfavorable, unfavourable, complaint, con,
    xấu, tiêu cực, tệ, chê, xau, tieu cuc, negativ, négatif, negatif, négative, negativo, negativa, negatief, negatív,
    negativní, negatywny, negatywna, neikvæð, negatiivinen, schlecht, mauvais, malo, ruim, mau, slecht,
    olumsuz, kötü, 负面, 負面, 消极, 消極, 负向, 差评, 差評, 负, 贬义, ネガティブ, 否定, 悪い, 부정, 부정적, 나쁨,
    отрицательный, отрицательная, отрицательно, негативный, негатив, плохо, негативний, سلبي, سلبية, منفی, שלילי,
    नकारात्मक, ลบ, เชิงลบ, αρνητικό, αρνητική, отрицателен`,
  ],
  [
    1,
    `positive, pos, good, great, excellent, true, yes, fresh, +, plus, up, thumbs up, thumbsup, 👍, like, liked,
    bullish, bull, happy, satisfied, favorable, favourable, praise, pro, recommended, recommend,
    tốt, tích cực, hay, khen, tot, tich cuc, positiv, positif, positive, positivo, positiva, positief, pozitív,
    pozitivní, pozytywny, pozytywna, jákvæð, positiivinen, gut, bon, bueno, bom, boa, goed, pozitif,
    olumlu, iyi, 正面, 积极, 積極, 正向, 好评, 好評, 正, 褒义, ポジティブ, 肯定, 良い, 긍정, 긍정적, 좋음,
    положительный, положительная, положительно, позитивный, позитив, хорошо, позитивний, إيجابي, ايجابي, إيجابية,
    مثبت, חיובי, सकारात्मक, บวก, เชิงบวก, θετικό, θετική, положителен`,
  ],
  [
    0,
    `neutral, neu, neut, neutr, mixed, average, so so, so-so, indifferent, undecided,
    trung tính, trung lập, trung tinh, neutre, neutro, neutra, neutraal, netral, nötr, tarafsız, semleges, neutralny,
    neutrální, 中性, 中立, 中评, 中評, ニュートラル, 중립, нейтральный, нейтрально, нейтральний, محايد, خنثی, ניטרלי,
    तटस्थ, กลาง, เป็นกลาง, ουδέτερο`,
  ],
  [
    'none',
    `unsup, unlabeled, unlabelled, unlabelled data, unknown, n/a, na, null, nan, none, ?, skip, not labeled`,
  ],
];

const meaningOf = new Map<string, LabelMeaning>(
  meanings.flatMap(([meaning, list]) =>
    list.split(/,\s+/).map((word): [string, LabelMeaning] => [nfc(word), meaning]),
  ),
);

/** Words before another one that make it stronger or weaker. */
const strong =
  /^(extremely|very|highly|strongly|strong|really|super|most|overwhelmingly|sehr|très|muy|molto|çok|очень|rất|非常|很)[\s-]*/;
const weak =
  /^(somewhat|slightly|rather|weakly|weak|mildly|mild|fairly|mostly|leaning|partly|etwas|un peu|hơi|有点)[\s-]*/;

/** @param word in lower case and NFC. @returns null for a word that is not known */
export function labelMeaning(word: string): LabelMeaning | null {
  const known = meaningOf.get(word);
  if (known !== undefined) return known;
  for (const [modifier, factor] of [
    [strong, 2],
    [weak, 0.5],
  ] as const) {
    const base = meaningOf.get(word.replace(modifier, ''));
    if (modifier.test(word) && typeof base === 'number') return base * factor;
  }
  return null;
}

/** What a review is not to be: without "not" before it, it is the negative one of two. */
const faults =
  /^(toxic|toxicity|offensive|hate|hateful|hate speech|abusive|abuse|spam|harmful|insult|threat|complaint)$/;

export const isFault = (word: string): boolean => faults.test(word);

/** Labels that are also what people call a column. */
const columnWords =
  /^(complaint|recommend(ed)?|liked?|praise|pro|con|up|down|plus|minus|bull|bear|average|mixed|happy|satisfied|great|poor)$/;

export const mayBeColumn = (word: string): boolean => columnWords.test(word);
