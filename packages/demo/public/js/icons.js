/** Strokes on a 24 × 24 grid. */
const PATHS = {
  back: 'M19 12H5M11 6l-6 6 6 6',
  send: 'M12 19V5M6 11l6-6 6 6',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M4.6 4.6 6 6M18 18l1.4 1.400M2.5 12h2M19.5 12h2M4.6 19.4 6 18M18 6l1.4-1.4',
  moon: 'M20 14.500A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.500z',
  video: 'M4.5 6.500h9a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-9a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM15.5 11l6-3.500v9l-6-3.5',
  voice:
    'M8.7 4.5 6 3.700c-1.3.3-2.5 1.7-2.5 3.3 0 7.5 6 13.5 13.5 13.5 1.6 0 3-1.2 3.3-2.500l-.8-2.7-4-1.6-1.8 1.800a13 13 0 0 1-5.2-5.200l1.8-1.800z',
  down: 'M12 5v14M6 13l6 6 6-6',
  outgoing: 'M7 17 17 7M8.5 7H17v8.5',
  incoming: 'M17 7 7 17M15.5 17H7V8.5',
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
