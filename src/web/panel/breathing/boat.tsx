/** A boat on an even keel: still, whatever the state. */
export function Boat() {
  return (
    <svg class="boat" viewBox="0 0 120 64" aria-hidden="true">
      <path class="boat-sail" d="M58 8v30H34C40 24 48 14 58 8zM62 14c9 6 15 14 18 24H62z" />
      <path class="boat-hull" d="M30 42h60c-3 7-8 10-15 10H45c-7 0-12-3-15-10z" />
      <path class="boat-sea" d="M4 56c8 0 8-3 16-3s8 3 16 3 8-3 16-3 8 3 16 3 8-3 16-3 8 3 16 3 8-3 16-3" />
    </svg>
  );
}
