import { inquiryWords as words } from '../i18n/inquiry.ts';
import type { Inquiry } from '../state/inquiry/slice.ts';
import { ProgressLine } from '../ui/ProgressLine.tsx';

export interface InquiryProgressProps {
  of: Pick<Inquiry<unknown>, 'share' | 'secondsLeft'>;
  /** What is being done. */
  label: string;
  /** How far it is, in words. */
  sentence: string;
  onCancel: () => void;
}

/** How far a question is that the worker takes a while to answer, how long it will take, and a way out. */
export function InquiryProgress({
  of: { share, secondsLeft },
  label,
  sentence,
  onCancel,
}: InquiryProgressProps) {
  return (
    <ProgressLine
      label={label}
      sentence={secondsLeft === null ? sentence : `${sentence} ${words.left(secondsLeft)}`}
      share={share}
      phase={label}
      cancel={{ label: words.cancel, isDisabled: false, onPress: onCancel }}
    />
  );
}
