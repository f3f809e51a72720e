export interface ClassBarProps {
  /** Of class 1, from 0 to 1. */
  share: number;
  label: string;
}

/** Two classes as one bar: hatched is negative, filled is positive. */
export function ClassBar({ share, label }: ClassBarProps) {
  return (
    <div className="class-bar" role="img" aria-label={label}>
      <span className="class-bar-negative" style={{ flexGrow: 1 - share }} />
      <span className="class-bar-positive" style={{ flexGrow: share }} />
    </div>
  );
}
