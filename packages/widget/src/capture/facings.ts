/** Whether this is a phone or a tablet with a camera at the front and one at the back. */
export async function hasTwoFacings(): Promise<boolean> {
  if (!matchMedia('(pointer: coarse)').matches) return false;
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const cameras = devices.filter(({ kind }) => kind === 'videoinput');
  // Where cameras don't say which way they look, two of them at a phone do not look the same way.
  if (!cameras.every(tellsCapabilities)) return cameras.length > 1;
  const facings = new Set(cameras.flatMap((camera) => camera.getCapabilities().facingMode ?? []));
  return facings.has('user') && facings.has('environment');
}

/** W3C Media Capture and Streams §9.3: an `InputDeviceInfo`, which not every browser has. */
function tellsCapabilities(device: MediaDeviceInfo): device is InputDeviceInfo {
  return 'getCapabilities' in device;
}
