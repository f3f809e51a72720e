/** The gate of the name: what is remembered goes straight on, and a sigmoid decides how much. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 40 40" aria-hidden="true">
      <path d="M2 12H38" className="mark-line" />
      <path d="M20 36V19" className="mark-line" />
      <circle cx="20" cy="12" r="7" className="mark-gate" />
      <path d="M17 9L23 15M23 9L17 15" className="mark-cross" />
      <rect x="12" y="24" width="16" height="11" className="mark-box" />
      <path d="M15 32c4 0 6 -5 10 -5" className="mark-cross" />
    </svg>
  );
}
