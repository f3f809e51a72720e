import './attribution-mark.css';

/** How a word is coloured. @param most that any word of the text adds */
export function attributionMark(value: number, most: number) {
  return {
    className: value < 0 ? 'token-against' : 'token-for',
    style: { '--strength': most > 0 ? Math.abs(value) / most : 0 },
  };
}
