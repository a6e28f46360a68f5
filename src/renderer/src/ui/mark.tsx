/** Vestibule's sign: an open doorway. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 40 48" aria-hidden="true">
      <path className="mark-wall" d="M2 46V20a18 18 0 0 1 36 0v26z" />
      <path className="mark-door" d="M12 46V22a8 8 0 0 1 16 0v24z" />
    </svg>
  );
}

/** The doorway of Welcome: arch within arch, towards the light. */
export function Doorway() {
  return (
    <svg
      className="doorway"
      viewBox="0 0 480 560"
      aria-hidden="true"
      preserveAspectRatio="xMidYMax"
    >
      <path className="arch-1" d="M20 560V240a220 220 0 0 1 440 0v320z" />
      <path className="arch-2" d="M70 560V250a170 170 0 0 1 340 0v310z" />
      <path className="arch-3" d="M120 560V260a120 120 0 0 1 240 0v300z" />
      <path className="arch-4" d="M164 560V284a76 76 0 0 1 152 0v276z" />
      <path className="arch-5" d="M204 560V292a36 36 0 0 1 72 0v268z" />
    </svg>
  );
}
