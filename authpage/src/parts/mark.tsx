/** A musical rest, a short bar hanging from a line, and the name in lower case beside it. */
export function Mark() {
  return (
    <span className="mark">
      <svg viewBox="0 0 24 16" width="24" height="16" aria-hidden="true" focusable="false">
        <path fill="currentColor" d="M1 4h22v1.5H1zM7 5.5h10v5H7z" />
      </svg>
      tacet
    </span>
  );
}
