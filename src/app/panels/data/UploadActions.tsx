import { useEffect, useState } from 'react';

import { dataWords } from '../../i18n/data.ts';
import { dataEndings, fromFiles } from '../../state/data/input-files.ts';
import { useApp, useController } from '../../state/react.ts';
import type { BusyStatus } from '../../state/store.ts';
import { Action } from '../../ui/Action.tsx';
import { FileAction } from '../../ui/FileAction.tsx';
import { lazyPart } from '../../state/lazy-parts.ts';
import { lazyComponent, LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ReadingProgress } from './ReadingProgress.tsx';

const PasteDialog = lazyComponent(
  lazyPart('panels/data/PasteDialog.tsx', async () => (await import('./PasteDialog.tsx')).PasteDialog),
);

const canChooseFolder = 'webkitdirectory' in HTMLInputElement.prototype;

/** What takes less than this, in milliseconds, shows no progress: it would only flash. */
const showAfter = 300;

function useLongLoading(): boolean {
  const isLoading = useApp((state) => state.data.loading !== null);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isLoading) return;
    const timer = setTimeout(() => setLong(true), showAfter);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isLoading]);
  return isLoading && isLong;
}

/** The ways to upload data, and how far its reading is. */
export function UploadActions({ status }: { status: BusyStatus | null }) {
  const isDisabled = status !== null;
  const controller = useController();
  const [pastes, setPastes] = useState(false);
  const isLong = useLongLoading();
  const note = useApp((state) => state.data.note);
  return (
    <div className="upload">
      <div className="upload-ways">
        <FileAction
          label={dataWords.upload}
          accept={dataEndings}
          isMultiple
          isDisabled={isDisabled}
          describedBy="upload-hint"
          onFiles={(files) => void controller.take(fromFiles(files))}
        />
        {canChooseFolder && (
          <FileAction
            kind="quiet"
            label={dataWords.folder}
            isFolder
            isDisabled={isDisabled}
            onFiles={(files) => void controller.take(fromFiles(files))}
          />
        )}
        <Action kind="quiet" isDisabled={isDisabled} onPress={() => setPastes(true)}>
          {dataWords.paste}
        </Action>
      </div>
      <div className="upload-state">
        {isLong ? (
          <ReadingProgress />
        ) : (
          <p className="help" id="upload-hint">
            {status ? dataWords.busy(status) : dataWords.uploadHint}
          </p>
        )}
      </div>
      <div className="upload-note" role="status">
        {note && <Notice kind="hint">{note}</Notice>}
      </div>
      {pastes && (
        <LazyBoundary placeholder={null}>
          <PasteDialog onClose={() => setPastes(false)} />
        </LazyBoundary>
      )}
    </div>
  );
}
