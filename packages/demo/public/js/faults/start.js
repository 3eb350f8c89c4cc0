import { faultsAsked } from './asked.js';
import { FaultRecord } from './fault-record.js';
import { installFaults } from './faults.js';
import { listenToCalls } from './listen-to-calls.js';
import { showPanel } from './panel.js';

/* Runs before the widget's script, which finds a browser that can be made to fail. */
if (faultsAsked) {
  document.documentElement.classList.add('has-faults');
  const record = new FaultRecord();
  const faults = installFaults((sign) => record.saw(sign));
  listenToCalls(record);
  showPanel(faults, record);
}
