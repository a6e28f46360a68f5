/** A door that slowly opens and closes, while somebody behind it is asked. */
export function WaitingDoor() {
  return (
    <svg className="waiting-door" viewBox="0 0 64 64" aria-hidden="true">
      <path className="waiting-wall" d="M12 58V28a20 20 0 0 1 40 0v30z" />
      <path className="waiting-light" d="M22 58V30a10 10 0 0 1 20 0v28z" />
    </svg>
  );
}
