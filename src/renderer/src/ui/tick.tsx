/** A tick that is drawn once. */
export function Tick() {
  return (
    <svg className="tick" viewBox="0 0 64 64" aria-hidden="true">
      <path d="M16 33.5 27.5 45 49 21" />
    </svg>
  );
}
