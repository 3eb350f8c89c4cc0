/** Puts devices of a page where the browser does not find them, and takes them out again. Runs in the page, after the probe. */
export interface Drawer {
  putAway(label: string): void;
  /** The page hears of it. */
  takeOut(label: string): void;
}

declare global {
  interface Window {
    drawer: Drawer;
  }
}

export function installDrawer(): void {
  const devices = navigator.mediaDevices;
  const list = devices.enumerateDevices.bind(devices);
  const ask = devices.getUserMedia.bind(devices);
  const away = new Set<string>();
  devices.enumerateDevices = async () => (await list()).filter(({ label }) => !away.has(label));
  devices.getUserMedia = async (constraints = {}) => {
    const there = await devices.enumerateDevices();
    for (const wish of [constraints.audio, constraints.video]) {
      const { exact } = ((wish || {}) as { deviceId?: ConstrainDOMStringParameters }).deviceId ?? {};
      if (exact !== undefined && there.every(({ deviceId }) => deviceId !== exact))
        throw new OverconstrainedError('deviceId');
    }
    return ask(constraints);
  };
  window.drawer = {
    putAway: (label) => void away.add(label),
    takeOut: (label) => {
      away.delete(label);
      devices.dispatchEvent(new Event('devicechange'));
    },
  };
}
