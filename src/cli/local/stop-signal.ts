/** Aborted by the first SIGINT or SIGTERM; a second ends the process as it would without us. */
export function stopSignal(): AbortSignal {
  const asked = new AbortController();
  const stop = () => asked.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  return asked.signal;
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
