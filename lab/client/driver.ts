/**
 * Sits in a client's namespace and drives a browser there, as told by the laboratory: `driver.ts chromium|firefox`.
 * Orders come in and answers go out as JSON, one a line. When the laboratory is gone, so is the browser.
 */
import { createInterface } from 'node:readline';

import { type BrowserName, launch } from './browsers.ts';
import type { Answer, CommandName, Order, Parameter } from './protocol.ts';
import { Visitor } from './visitor.ts';

const browser = await launch(process.argv[2] as BrowserName);
let visitor: Visitor | undefined;

function present(): Visitor {
  if (!visitor) throw new Error('nobody has entered');
  return visitor;
}

const commands: Record<CommandName, (parameter: never) => unknown> = {
  enter: async (options: Parameter<'enter'>) => void (visitor = await Visitor.enter(browser, options)),
  call: () => present().call(),
  accept: () => present().accept(),
  hangUp: () => present().hangUp(),
  inState: (options: Parameter<'inState'>) => present().inState(options),
  outcome: (options: Parameter<'outcome'>) => present().outcome(options),
  hasServer: (options: Parameter<'hasServer'>) => present().hasServer(options),
  testimony: () => present().testimony(),
  heard: () => present().heard(),
  version: () => browser.version(),
  leave: () => visitor?.leave(),
};

const answer = (answer: Answer): void => console.log(JSON.stringify(answer));

async function obey({ id, name, parameter }: Order): Promise<void> {
  try {
    answer({ id, result: (await commands[name](parameter as never)) ?? null });
  } catch (error) {
    answer({ id, error: String(error) });
  }
}

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => void obey(JSON.parse(line) as Order));
orders.on('close', () => void browser.close().finally(() => process.exit()));
console.log('ready');
