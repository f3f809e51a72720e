/** Reviews, corrections or a network may be dropped or pasted anywhere on the page. */
import { useEffect, useState } from 'react';

import type { InputFile } from '../workers/protocol.ts';
import { t } from './i18n/index.ts';
import { fromText, fromTransfer } from './state/data/input-files.ts';
import type { Place } from './state/data/take.ts';

type Take = (input: InputFile[] | Promise<InputFile[]>, place?: Place) => void;

const placeOf = (target: EventTarget | null): Place =>
  target instanceof Element && target.closest('.panel-try') ? 'try' : 'page';

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') ?? false;

/** Where a paste is meant for the control itself. */
const isEditable = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** @returns where files are being dragged over the page; null: nowhere */
export function useDrop(take: Take): Place | null {
  const [over, setOver] = useState<Place | null>(null);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(placeOf(event.target));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(null);
    };
    const drop = (event: DragEvent) => {
      setOver(null);
      if (!event.dataTransfer || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      take(fromTransfer(event.dataTransfer), placeOf(event.target));
    };
    document.addEventListener('dragover', drag);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', drag);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [take]);
  return over;
}

export function usePaste(take: Take): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData } = event;
      if (!clipboardData || event.defaultPrevented || isEditable(event.target)) return;
      if (hasFiles(clipboardData)) {
        event.preventDefault();
        take(fromTransfer(clipboardData));
        return;
      }
      const text = clipboardData.getData('text/plain');
      if (text.trim() === '') return;
      event.preventDefault();
      take(fromText(text, t.data.pastedName));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [take]);
}
