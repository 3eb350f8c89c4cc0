/** Whether one's own picture is shown as in a mirror: any but that of a phone's back, in which words would stand reversed. */
export function isMirrored(stream: MediaStream | null): boolean {
  const [camera] = stream?.getVideoTracks() ?? [];
  return camera?.getSettings().facingMode !== 'environment';
}
