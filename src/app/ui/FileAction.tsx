import { useRef } from 'react';

import { Action, type ActionProps } from './Action.tsx';

export interface FileActionProps extends Pick<ActionProps, 'kind' | 'isDisabled' | 'describedBy'> {
  label: string;
  /** File endings, as `accept` has them. */
  accept: string;
  onFile: (file: File) => void;
}

/** A button that opens the browser's file chooser. The input itself stays out of sight and of the tab order. */
export function FileAction({ label, accept, onFile, ...action }: FileActionProps) {
  const input = useRef<HTMLInputElement>(null);
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
        disabled={action.isDisabled}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again after it was mended.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
