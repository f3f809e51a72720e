import { t } from '../i18n/index.ts';
import { fromFiles } from '../state/data/input-files.ts';
import { useApp, useController } from '../state/react.ts';
import { isBusy } from '../state/store.ts';
import { FileAction } from '../ui/FileAction.tsx';

const endings = '.zip,.safetensors,.json,.bin,application/zip,application/json,application/octet-stream';

/** Opens a network that was downloaded before. @param describedBy the id of the sentence about what it takes */
export function LoadModel({ describedBy }: { describedBy?: string }) {
  const controller = useController();
  const isDisabled = useApp((state) => isBusy(state.run) || state.model.loading);
  return (
    <FileAction
      label={t.loadModel.load}
      accept={endings}
      isMultiple
      isDisabled={isDisabled}
      describedBy={describedBy}
      onFiles={(files) => void controller.takeModel(fromFiles(files))}
    />
  );
}
