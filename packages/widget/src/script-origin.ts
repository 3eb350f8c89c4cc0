/** Origin that this code was loaded from: where the script tag points to, the signaling server is. `null` on a server (SSR). */
export const scriptOrigin: string | null = /^https?:/.test(import.meta.url) ? new URL(import.meta.url).origin : null;
