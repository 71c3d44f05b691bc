export function Panel() {
  return <main>Evenkeel</main>;
}
