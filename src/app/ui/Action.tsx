import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

export interface ActionProps {
  /** The one thing to do next is `main`; what a person may want as well is `plain`; `quiet` sits in text. */
  kind?: 'main' | 'plain' | 'quiet';
  isDisabled?: boolean;
  /** The id of the sentence that says why it can't be pressed, or what it does. */
  describedBy?: string;
  /** Its name, where the words on it say too little by themselves. It begins with them. */
  label?: string;
  onPress: () => void;
  children: ReactNode;
}

export function Action({ kind = 'plain', isDisabled, describedBy, label, onPress, children }: ActionProps) {
  return (
    <Button
      className={`action action-${kind}`}
      isDisabled={isDisabled}
      aria-describedby={describedBy}
      aria-label={label}
      onPress={onPress}
    >
      {children}
    </Button>
  );
}
