/** Made-up reviews in languages without spaces: each is one clause, and hardly one comes twice. */
import { datasetOf, Random, textColumn } from '../data/index.ts';
import type { Dataset } from '../data/index.ts';

interface Words {
  subjects: readonly string[];
  degrees: readonly string[];
  joints: readonly string[];
  /** Of class 0 and of class 1. */
  verdicts: readonly [readonly string[], readonly string[]];
}

const words = {
  zh: {
    subjects: [
      '房间',
      '服务',
      '早餐',
      '位置',
      '价格',
      '味道',
      '包装',
      '屏幕',
      '电池',
      '客服',
      '快递',
      '环境',
    ],
    degrees: ['很', '非常', '真的', '特别', '十分', '确实', '一直', '总是'],
    joints: ['而且', '另外', '同时', '加上', '还有', '以及'],
    verdicts: [
      ['糟糕', '难吃', '太差', '肮脏', '失望', '吵闹', '昂贵', '缓慢'],
      ['满意', '好吃', '不错', '干净', '舒服', '喜欢', '便宜', '迅速'],
    ],
  },
  th: {
    subjects: ['ห้องพัก', 'บริการ', 'อาหาร', 'ราคา', 'พนักงาน', 'สินค้า', 'หน้าจอ', 'แบตเตอรี่', 'ร้านนี้', 'บรรยากาศ'],
    degrees: ['มาก', 'จริงๆ', 'ที่สุด', 'เสมอ', 'พอสมควร', 'เลย', 'ทีเดียว'],
    joints: ['และ', 'แล้วก็', 'อีกทั้ง', 'รวมถึง', 'ส่วน'],
    verdicts: [
      ['สกปรก', 'แย่', 'น่าผิดหวัง', 'ช้า', 'แพงเกินไป', 'ไม่ดี', 'หยาบคาย'],
      ['สะอาด', 'ดีเยี่ยม', 'น่าประทับใจ', 'รวดเร็ว', 'คุ้มค่า', 'อร่อย', 'สุภาพ'],
    ],
  },
} as const satisfies Record<string, Words>;

/** @param rows of both classes, in turn */
export function spacelessDataset(language: keyof typeof words, rows: number, seed: number): Dataset {
  const random = new Random(seed, 41);
  const { subjects, degrees, joints, verdicts }: Words = words[language];
  const pick = (some: readonly string[]) => some[random.below(some.length)];
  const part = (label: number) => {
    const [verdict, degree] = [pick(verdicts[label]), pick(degrees)];
    return pick(subjects) + (language === 'zh' ? degree + verdict : verdict + degree);
  };
  const classes = Uint8Array.from({ length: rows }, (_, row) => row % 2);
  const texts = Array.from(classes, (label) => part(label) + pick(joints) + part(label));
  return datasetOf({ name: language, texts: textColumn(texts), classes, classNames: ['bad', 'good'] });
}
