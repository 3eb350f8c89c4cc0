import { element } from '../dom.js';
import { icon } from '../icons.js';
import { progressOf } from './fault-record.js';

/** One fault: its button, and how far it has healed. */
export class FaultRow {
  #word = element('span');
  #state;
  #isOn = false;
  #fault;
  #record;

  /**
   * @param {import('./faults.js').Fault} fault
   * @param {import('./fault-record.js').FaultRecord} record
   */
  constructor(fault, record) {
    this.#fault = fault;
    this.#record = record;
    this.#state = element('span', { class: 'fault-state', id: `fault-${fault.icon}` });
    const described = { class: 'fault-button', type: 'button', 'aria-describedby': this.#state.id };
    const button = element('button', described, icon(fault.icon), this.#word);
    button.addEventListener('click', () => void this.#press());
    /** @readonly */
    this.element = element('li', { class: 'fault' }, button, this.#state);
    this.render();
  }

  render() {
    const { name, hint, undo } = this.#fault;
    const progress = progressOf(this.#record.runs[name]);
    this.#word.textContent = this.#isOn && undo ? undo : name;
    this.#state.textContent = progress.words || hint;
    this.element.dataset.progress = progress.stage;
  }

  async #press() {
    const { name, missing, sign, begin, end, lastsMs } = this.#fault;
    if (this.#isOn) return lastsMs ? undefined : this.#end();
    const lacks = missing?.();
    if (lacks) return this.#record.say('problem', name, lacks);
    this.#isOn = end !== undefined;
    this.#record.began(name, sign());
    // What ends by itself has to be over before anything can heal; the rest heals under it.
    if (!lastsMs) this.#record.over(name);
    await begin();
    if (lastsMs) setTimeout(() => void this.#end(), lastsMs);
  }

  async #end() {
    const { name, end, lastsMs } = this.#fault;
    this.#isOn = false;
    if (lastsMs) this.#record.over(name);
    else this.render();
    await end?.();
  }
}
