import './ClassBar.css';

export interface ClassBarProps {
  /** Of each class, together 1. */
  shares: readonly number[];
  label: string;
}

/** Fills that are told apart without colour; more classes take them again. */
const fills = ['hatched', 'filled', 'dotted', 'light', 'crossed'];

/** Classes as one bar, in their order. */
export function ClassBar({ shares, label }: ClassBarProps) {
  return (
    <div className="class-bar" role="img" aria-label={label}>
      {shares.map((share, id) => (
        <span key={id} className={`class-bar-${fills[id % fills.length]}`} style={{ flexGrow: share }} />
      ))}
    </div>
  );
}
