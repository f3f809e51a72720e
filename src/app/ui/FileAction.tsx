import { useEffect, useRef } from 'react';

import { Action, type ActionProps } from './Action.tsx';

export interface FileActionProps extends Pick<ActionProps, 'kind' | 'isDisabled' | 'describedBy'> {
  label: string;
  /** File endings, as `accept` has them; any file without it. */
  accept?: string;
  isMultiple?: boolean;
  /** A whole folder is chosen, with all that is in it. */
  isFolder?: boolean;
  /** At least one. */
  onFiles: (files: File[]) => void;
}

/** A button that opens the browser's file chooser. The input itself stays out of sight and of the tab order. */
export function FileAction(props: FileActionProps) {
  const { label, accept, isMultiple = false, isFolder = false, onFiles, ...action } = props;
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // React knows no attribute for it.
    if (input.current) input.current.webkitdirectory = isFolder;
  }, [isFolder]);
  return (
    <>
      <Action {...action} onPress={() => input.current?.click()}>
        {label}
      </Action>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={isMultiple}
        disabled={action.isDisabled}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again after it was repaired.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
