/** What columns of reviews are called: by the words of a name, `replyContent` and `reply_content` alike. */
import { nfc } from './nfc.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Words of names of columns of texts. */
const textWords = set(
  'text texts txt review reviews comment comments sentence sentences content contents body message messages tweet tweets ' +
    'phrase phrases reviewtext yorum yorumlar avis commentaire commentaires kommentar bewertungstext opinión opinion reseña ' +
    'comentario comentarios comentário отзыв отзывы текст комментарий 评论 评价 内容 文本 レビュー 感想 本文 리뷰 후기 ความคิดเห็น',
);
/** Words of names of columns of labels. */
const labelWords = set(
  'label labels sentiment sentiments class classes polarity target score scores star stars rating ratings overall etiket duygu ' +
    'note bewertung étiquette calificación etiqueta nota оценка тональность метка 标签 情感 评分 ラベル 評価 라벨 평점 감성',
);
/** Vietnamese names are of several words each. */
const textPhrase = /nội dung|bình luận|nhận xét/;
const labelPhrase = /nhãn|cảm xúc|đánh giá/;

/** Names that neither kind has, and that stand beside such columns. */
const otherNames = set('title summary category id date name user product tiêu điểm ngày');
const otherPhrase = /^(số sao|tiêu đề)$/;

/** Somebody's answer to the review. */
const answerWords = set(
  'reply replies replied response responses answer answers owner seller developer merchant manager yanıt cevap antwort respuesta ' +
    'réponse resposta ответ 回复 返信 답변',
);
/** What a program found, or how sure it was. */
const toolWords = set(
  'vader textblob afinn flair stanza nltk bert roberta distilbert gpt llm chatgpt model auto automatic machine pred predicted ' +
    'prediction predictions compound subjectivity confidence prob probability probabilities algorithm estimated',
);
/** What a reader of the review said. */
const humanWords = set('human gold manual annotated annotation annotator true actual expert');

/** "replyContent2" → reply, content. */
function wordsOf(name: string): string[] {
  const spaced = nfc(name).replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return spaced.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
}

const hasWord = (name: string, words: ReadonlySet<string>) => wordsOf(name).some((word) => words.has(word));

/** The column that tells a row's sheet, where several sheets of a workbook make one table. */
export const sheetColumn = 'sheet';

export const isTextName = (name: string) =>
  hasWord(name, textWords) || textPhrase.test(nfc(name).toLowerCase());
export const isLabelName = (name: string) =>
  hasWord(name, labelWords) || labelPhrase.test(nfc(name).toLowerCase());
export const isAnswerName = (name: string) => hasWord(name, answerWords);
export const isToolName = (name: string) => hasWord(name, toolWords);
export const isHumanName = (name: string) => hasWord(name, humanWords);

/** Whether a header of a table of reviews may well have it: one or two words, not a sentence with such a word. */
export function isUsualName(name: string): boolean {
  const words = wordsOf(name);
  if (words.length === 0 || words.length > 3 || name.trim().split(/\s+/).length > 2) return false;
  return (
    isTextName(name) ||
    isLabelName(name) ||
    words.every((word) => otherNames.has(word)) ||
    otherPhrase.test(nfc(name).toLowerCase())
  );
}
