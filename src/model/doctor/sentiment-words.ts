/** Words that say by themselves whether a review is good or bad, as texts have them: no more than a sense of direction. */
import { nfc } from '../data/nfc.ts';
import type { Words } from './words.ts';

// English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Ukrainian, Turkish, Vietnamese, Indonesian,
// Chinese, Japanese, Korean, Thai, Arabic, Hindi; then signs of any language.
const bad = `
bad worst terrible awful horrible poor poorly waste disappointing disappointed disappointment boring dull bland stupid worse refund broken
rude useless ugly sucks disgusting mediocre pathetic ridiculous unacceptable annoying garbage crap lame laughable pointless mess fails
failed failure avoid unreliable defective dirty fail dumb hate hated sad unfortunately lousy overpriced frustrating unwatchable inept
schlecht schlechte schlechter schrecklich furchtbar enttäuscht enttäuschend langweilig kaputt mies unfreundlich leider miserabel
mauvais mauvaise nul nulle horrible décevant déçu déçue ennuyeux pire médiocre dommage affreux arnaque
malo mala pésimo pésima peor aburrido decepción decepcionante horrible lento defectuoso
ruim péssimo péssima pior horrível decepcionante chato demora
pessimo pessima peggio brutto delusione deludente noioso terribile scarso purtroppo
slecht slechte vreselijk teleurstellend saai helaas waardeloos
zły słaby słaba okropny fatalny nudny beznadziejny rozczarowanie nuda
плохо плохой плохая ужасно ужасный ужас отвратительно скучно разочарование худший хуже дрянь
погано поганий жахливо жахливий нудно гірше
kötü berbat rezalet pişman vasat bozuk maalesef sıkıcı
tệ xấu kém chán dở buồn thất thiếu trễ khó chưa
buruk jelek kecewa mengecewakan parah rusak
差 坏 烂 难吃 失望 糟糕 垃圾 恶心 太差 难 慢 怜
悪い 最悪 ひどい 残念 つまらない 悪 酷
나쁜 최악 별로 실망 쓰레기 지루 최악의 노잼 아깝다
แย่ ไม่ดี ห่วย เสียใจ ผิดหวัง
سيء سيئة سيئ أسوأ رديء مخيب للأسف
खराब बेकार बुरा घटिया निराश
👎 😡 😠 😞 🤮`;

const good = `
great excellent love loved amazing awesome fantastic perfect wonderful best superb good nice delicious brilliant beautiful beautifully
enjoyable delightful thanks thank perfectly recommend favorite incredible happy wonderfully enjoyed refreshing powerful outstanding
impressed solid friendly fun pleased hilarious kudos fine lovely comfortable remarkable gem touching favourite fabulous loves
gut gute guter super toll tolle hervorragend perfekt wunderbar lecker freundlich begeistert empfehlenswert
bon bonne excellent excellente parfait parfaite génial magnifique délicieux super agréable merveilleux
bueno buena excelente perfecto genial encanta maravilloso rico recomendable
bom boa ótimo ótima maravilhoso perfeito excelente adorei gostei
buono buona ottimo ottima eccellente perfetto bellissimo meraviglioso fantastico
goed goede geweldig prachtig uitstekend lekker heerlijk aanrader
dobry świetny świetna super polecam doskonały wspaniały rewelacja
хорошо хороший отлично отличный прекрасно прекрасный супер лучший замечательно рекомендую великолепно
добре чудово чудовий відмінно найкращий рекомендую
güzel harika mükemmel süper muhteşem beğendim teşekkürler memnun
tuyệt tốt đẹp thích hài vời ngon nhiệt vui dễ
bagus mantap puas keren cepat suka enak
好 棒 赞 不错 好吃 喜欢 满意 爱 美 神 快 帅 推荐
良い 最高 素晴らしい 美味しい 楽しい おいしい 好き
좋은 최고 재미 훌륭 감동 추천 최고의 좋아요 맛있
ดี อร่อย ชอบ เยี่ยม ประทับใจ
ممتاز ممتازة رائع رائعة جميل جميلة جيد أفضل
अच्छा बढ़िया शानदार बेहतरीन सुंदर
👍 😍 ❤ 🥰 😊`;

const listed = (list: string) => list.trim().split(/\s+/).map(nfc);

/** 0: bad; 1: good. */
const sideOf = new Map([
  ...listed(bad).map((word): [string, 0 | 1] => [word, 0]),
  ...listed(good).map((word): [string, 0 | 1] => [word, 1]),
]);

/** What a token says by itself; null for nearly all of them. @param token in any case */
export function sentimentOf(token: string): 0 | 1 | null {
  return sideOf.get(token.toLowerCase()) ?? null;
}

/** [rows] 1 where a row's good words outnumber its bad ones, -1 where the bad ones do. */
export function leaningsOf({ distinct, tokens, offsets }: Words): Int8Array {
  const values = Int8Array.from(distinct, (word) => [-1, 1][sentimentOf(word) ?? 2] ?? 0);
  return Int8Array.from({ length: offsets.length - 1 }, (_, row) => {
    let sum = 0;
    for (let at = offsets[row]; at < offsets[row + 1]; at++) if (tokens[at] >= 0) sum += values[tokens[at]];
    return Math.sign(sum);
  });
}

/** The words that are listed, bad and good ones. */
export const sentimentWords = [listed(bad), listed(good)] as const;
