import { useId } from 'react';

import { byteOrderMark, csvLine, type CsvValue } from '../../contract/csv.ts';
import { pictureWords as words } from '../i18n/pictures.ts';
import { Action } from '../ui/Action.tsx';
import { saveFile } from '../ui/save-file.ts';
import { paletteOf, pngOf, type Palette } from './picture.ts';
import './save-picture.css';

export interface SavePictureProps {
  /** What is saved, as a user reads it. */
  what: string;
  /** Without its ending. */
  fileName: string;
  /** Without one there are only numbers. */
  picture?: (palette: Palette) => string;
  /** The same as lines of cells, the names of columns first. */
  numbers: () => readonly (readonly CsvValue[])[];
}

const csvOf = (lines: readonly (readonly CsvValue[])[]) =>
  new Blob([byteOrderMark, ...lines.map(csvLine)], { type: 'text/csv' });

interface AsPictureProps {
  picture: (palette: Palette) => string;
  save: (ending: string, content: Blob) => void;
}

function AsPicture({ picture, save }: AsPictureProps) {
  const svg = () => picture(paletteOf(document));
  return (
    <>
      <Action kind="quiet" onPress={() => save('svg', new Blob([svg()], { type: 'image/svg+xml' }))}>
        {words.svg}
      </Action>
      <Action kind="quiet" onPress={() => void pngOf(svg()).then((png) => save('png', png))}>
        {words.png}
      </Action>
    </>
  );
}

/** Saves a picture as SVG or PNG, and its numbers as CSV. */
export function SavePicture({ what, fileName, picture, numbers }: SavePictureProps) {
  const id = useId();
  const save = (ending: string, content: Blob) => saveFile(`${fileName}.${ending}`, content, content.type);
  return (
    <div className="save-picture" role="group" aria-labelledby={id}>
      <span id={id}>{words.title(what)}</span>
      {picture && <AsPicture picture={picture} save={save} />}
      <Action kind="quiet" onPress={() => save('csv', csvOf(numbers()))}>
        {words.csv}
      </Action>
    </div>
  );
}
