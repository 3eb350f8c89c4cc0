/** When the page is seen again, something is plugged in or out, or nobody waits any more. */
export function pageAwakes(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const listening = { signal: over.signal };
    const awake = (): void => {
      over.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', awake, listening);
    navigator.mediaDevices.addEventListener('devicechange', awake, listening);
    signal.addEventListener('abort', awake, listening);
  });
}
