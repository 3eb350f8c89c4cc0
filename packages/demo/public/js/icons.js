/** Strokes on a 24 × 24 grid. */
const PATHS = {
  back: 'M19 12H5M11 6l-6 6 6 6',
  send: 'M12 19V5M6 11l6-6 6 6',
  sliders: 'M10 5H3M12 19H3M14 3v4M16 17v4M21 12h-9M21 19h-5M21 5h-7M8 10v4M8 12H3',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M4.6 4.6 6 6M18 18l1.4 1.400M2.5 12h2M19.5 12h2M4.6 19.4 6 18M18 6l1.4-1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z',
  video: 'M4.5 6.500h9a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM15.5 11l6-3.500v9l-6-3.5',
  voice:
    'M8.7 4.5 6 3.700c-1.3.3-2.5 1.7-2.5 3.3 0 7.5 6 13.5 13.5 13.5 1.6 0 3-1.2 3.3-2.500l-.8-2.7-4-1.6-1.8 1.800a13 13 0 0 1-5.2-5.200l1.8-1.800z',
  down: 'M12 5v14M6 13l6 6 6-6',
  outgoing: 'M7 17 17 7M8.5 7H17v8.5',
  incoming: 'M17 7 7 17M15.5 17H7V8.5',
  signaling:
    'M12 19.500h.01M8.5 16a5 5 0 0 1 7 0M5 12.500a10 10 0 0 1 4.600-2.600M19 12.500a10 10 0 0 0-2.800-2M2 8.800a15 15 0 0 1 4.200-2.700M22 8.800A15 15 0 0 0 11 5M3 3l18 18',
  link: 'M9 17H7A5 5 0 0 1 7 7M15 7h2a5 5 0 0 1 4 8M8 12h4M3 3l18 18',
  blackout:
    'M4 6.500h6M15 6.500h3.500a1.500 1.500 0 0 1 1.500 1.500v7M18 17.500H4a1.500 1.500 0 0 1-1.500-1.500V8A1.500 1.500 0 0 1 4 6.500M9 21h6M3 3l18 18',
  microphone:
    'M9 9.500v2.500a3 3 0 0 0 5 2.200M15 11V6a3 3 0 0 0-5.900-.8M5.500 12a6.500 6.500 0 0 0 10.800 4.900M18.500 12a6.500 6.500 0 0 1-.3 2M12 18.500V22M3 3l18 18',
  camera:
    'M15.500 15.500V16a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8.500A2 2 0 0 1 5 6.500M10 6.500h3.500a2 2 0 0 1 2 2V11l5.500-3.500v9l-2-1.200M3 3l18 18',
  reload: 'M20 11a8 8 0 1 0-.6 4.500M20.500 5v6h-6',
  crash: 'M12 3.500 2.500 20h19zM12 10v4.500M12 17.500h.01',
};

/**
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement} hidden from assistive technology: the words are elsewhere
 */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
