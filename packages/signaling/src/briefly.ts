/** For how long somebody waits for a database at most: it may be slow, and people call each other. */
const LONGEST_WAIT_MS = 250;

/** Waits for what is to come soon, and no longer than a quarter of a second. */
export async function briefly(awaited: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, LONGEST_WAIT_MS);
  try {
    await Promise.race([awaited, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
