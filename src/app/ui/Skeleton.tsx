import './Skeleton.css';

/** Lines in the place of text that is still to come, in the room that it will take. */
export function Skeleton({ className }: { className: string }) {
  return <div className={`skeleton ${className}`} aria-hidden="true" />;
}
