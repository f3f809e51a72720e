import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import './Action.css';

export interface ActionProps {
  /** The one thing to do next is `main`; what a user may want as well is `plain`; `quiet` sits in text. */
  kind?: 'main' | 'plain' | 'quiet';
  isDisabled?: boolean;
  /** The id of the sentence that says why it can't be pressed, or what it does. */
  describedBy?: string;
  /** Its name, where the words on it say too little by themselves. It begins with them. */
  label?: string;
  onPress: () => void;
  children: ReactNode;
}

/** A button. One that is disabled while it has the focus keeps it, and only then stays a stop for the keyboard. */
export function Action({ kind = 'plain', isDisabled, describedBy, label, onPress, children }: ActionProps) {
  const [isFocused, setFocused] = useState(false);
  // A browser takes the focus from what it disables, and the keyboard would begin again at the top of the page.
  const isInert = isDisabled === true && isFocused;
  return (
    <Button
      className={`action action-${kind}`}
      isDisabled={isDisabled === true && !isFocused}
      aria-disabled={isInert || undefined}
      aria-describedby={describedBy}
      aria-label={label}
      onFocusChange={setFocused}
      onPress={isInert ? undefined : onPress}
    >
      {children}
    </Button>
  );
}
