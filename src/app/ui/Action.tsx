import { useState, type ReactNode } from 'react';
import './Action.css';

export interface ActionProps {
  /** The one thing to do next is `main`; what a user may want as well is `plain`; `quiet` sits in text. */
  kind?: 'main' | 'plain' | 'quiet';
  isDisabled?: boolean;
  /** The id of the sentence that says why it can't be pressed, or what it does. */
  describedBy?: string;
  /** Its name, where the words on it say too little by themselves. It begins with them. */
  label?: string;
  /** It opens and closes the part of the page with the id `controls`. */
  isExpanded?: boolean;
  controls?: string;
  onPress: () => void;
  children: ReactNode;
}

/** A button. One that is disabled while it has the focus keeps it, and only then stays a stop for the keyboard. */
export function Action({ kind = 'plain', isDisabled, onPress, children, ...props }: ActionProps) {
  const { describedBy, label, isExpanded, controls } = props;
  const [isFocused, setFocused] = useState(false);
  // A browser takes the focus from what it disables, and the keyboard would begin again at the top of the page.
  const isInert = isDisabled === true && isFocused;
  return (
    <button
      type="button"
      className={`action action-${kind}`}
      disabled={isDisabled === true && !isFocused}
      aria-disabled={isInert || undefined}
      aria-describedby={describedBy}
      aria-label={label}
      aria-expanded={isExpanded}
      aria-controls={controls}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onClick={isInert ? undefined : onPress}
    >
      {children}
    </button>
  );
}
