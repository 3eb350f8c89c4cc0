import { element, syncChildren } from '../dom.js';
import { FaultRow } from './fault-row.js';

/** @typedef {import('./fault-record.js').Line} Line */

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 1,
});

/**
 * Shows the panel beside the page: a button for each fault, how far it has healed, and what the page said meanwhile.
 *
 * @param {readonly import('./faults.js').Fault[]} faults
 * @param {import('./fault-record.js').FaultRecord} record
 */
export function showPanel(faults, record) {
  const rows = faults.map((fault) => new FaultRow(fault, record));
  const lines = element('ol');
  const log = element('div', { class: 'fault-log', role: 'log', tabindex: 0, 'aria-label': 'What happened' }, lines);
  document.body.append(
    element(
      'aside',
      { class: 'faults', 'aria-labelledby': 'faults-title' },
      element('h2', { id: 'faults-title' }, 'Faults'),
      element('p', { class: 'faults-lead' }, 'Break something, and watch the call heal.'),
      element('ul', { class: 'fault-list' }, ...rows.map((row) => row.element)),
      element('div', { class: 'fault-log-head' }, element('h3', {}, 'What happened'), clearButton(record)),
      log,
    ),
  );
  /** @type {WeakMap<Line, HTMLElement>} */
  const shown = new WeakMap();
  const render = () => {
    rows.forEach((row) => row.render());
    const nodes = record.lines.map((line) => shown.get(line) ?? remember(shown, line));
    syncChildren(lines, nodes);
    log.scrollTop = log.scrollHeight;
  };
  record.addEventListener('change', render);
  render();
}

/** @param {import('./fault-record.js').FaultRecord} record */
function clearButton(record) {
  const button = element('button', { class: 'text-button', type: 'button' }, 'Clear');
  button.addEventListener('click', () => record.clear());
  return button;
}

/**
 * @param {WeakMap<Line, HTMLElement>} shown
 * @param {Line} line
 */
function remember(shown, line) {
  const { at, tone, subject, text } = line;
  const time = element('time', {}, TIME.format(at));
  const words = element('span', {}, element('strong', {}, subject), ' ', text);
  const node = element('li', { class: `is-${tone}` }, time, words);
  shown.set(line, node);
  return node;
}
