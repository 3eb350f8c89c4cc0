import type { Outcome } from './client/protocol.ts';
import type { Connection, Fault, Inspection, Line, Outage } from './faults/fault.ts';
import type { Laboratory } from './laboratory.ts';
import { type Measures, measure } from './measures.ts';
import { PEOPLE, type PersonName } from './network/addresses.ts';

/** What was seen in one round: by each side; and, in words, what went wrong beyond what measures say. */
export interface Round {
  readonly sides: Readonly<Record<PersonName, Measures>> | null;
  readonly findings: readonly string[];
}

const CONNECT_SECONDS = 30;
/** Longer than the server's grace: what has not been decided by then never will. */
const OUTCOME_SECONDS = 75;
const HANG_UP_SECONDS = 10;
const SERVER_SECONDS = 30;
/** A call is let run for so long before anything happens to it. */
const STEADY_MILLISECONDS = 2000;
/** Frames that come in after an outage has begun are none that a healed connection has brought. */
const ON_THEIR_WAY_MILLISECONDS = 1000;
const AFTERMATH_MILLISECONDS = 2000;
const INSPECTED_MILLISECONDS = 5000;

/** One call from its first request to its end, in a laboratory that is open. Whatever goes wrong is a result. */
export async function playRound(lab: Laboratory, line: Line, number: number): Promise<Round> {
  try {
    // Nothing of the round before: neither in the server's memory nor in a page.
    await lab.demo.kill();
    await lab.demo.start();
    return line.kind === 'inspection' ? await inspect(lab, line) : await playCall(lab, line, number);
  } catch (error) {
    lab.signal.throwIfAborted();
    return { sides: null, findings: [error instanceof Error ? error.message.split('\n')[0]! : String(error)] };
  } finally {
    // A browser that is gone has left.
    await lab.both((client) => client.ask('leave').catch(() => undefined));
  }
}

async function enter(lab: Laboratory): Promise<void> {
  const { demo, setting } = lab;
  const peers = { ann: 'ben', ben: 'ann' };
  await lab.both((client, person) =>
    client.ask('enter', { url: `${demo.url}/?user=${person}&peer=${peers[person]}`, relayOnly: setting.relayOnly }),
  );
}

/** They take turns in calling: who has called makes the connection, and its recovery is not the same. */
async function talk(lab: Laboratory, number: number): Promise<number> {
  await enter(lab);
  const [caller, callee] = number % 2 === 0 ? (['ann', 'ben'] as const) : (['ben', 'ann'] as const);
  await lab.clients[caller].ask('call');
  const acceptedAt = await lab.clients[callee].ask('accept');
  await lab.both((client) => client.ask('inState', { state: 'active', seconds: CONNECT_SECONDS }));
  await outcomes(lab, acceptedAt, CONNECT_SECONDS);
  return acceptedAt;
}

const outcomes = (lab: Laboratory, since: number, seconds: number): Promise<Outcome[]> =>
  lab.both((client) => client.ask('outcome', { since, seconds }));

async function playCall(lab: Laboratory, line: Fault | Connection, number: number): Promise<Round> {
  const acceptedAt = await talk(lab, number);
  const outage = line.kind === 'fault' ? await happen(lab, line) : nothing();
  const found = await outcomes(lab, outage.until + ON_THEIR_WAY_MILLISECONDS, OUTCOME_SECONDS);
  const findings = line.kind === 'fault' ? await watchOn(lab, line) : [];
  const [ann, ben] = await lab.both(async (client, person) => {
    const outcome = found[PEOPLE.indexOf(person)]!;
    return measure(await client.ask('testimony'), { acceptedAt, outage, outcome });
  });
  const kept = ann!.kept && ben!.kept;
  return { sides: { ann: ann!, ben: ben! }, findings: kept ? [...findings, ...(await hangUp(lab))] : findings };
}

async function happen(lab: Laboratory, fault: Fault): Promise<Outage> {
  await lab.pass(STEADY_MILLISECONDS);
  return fault.happens(lab);
}

/** Both are with the server again; and what breaks later than the pictures come back is seen, too. */
async function watchOn(lab: Laboratory, { aftermath = AFTERMATH_MILLISECONDS }: Fault): Promise<string[]> {
  const connected = await lab.both((client) => client.ask('hasServer', { seconds: SERVER_SECONDS }));
  await lab.pass(aftermath);
  return PEOPLE.filter((_, index) => !connected[index]).map((person) => `${person} did not get back to the server`);
}

function nothing(): Outage {
  const now = Date.now();
  return { since: now, until: now };
}

/** A call that was kept can be ended, too: one hangs up and the other is told. */
async function hangUp({ clients }: Laboratory): Promise<string[]> {
  await clients.ben.ask('hangUp');
  const heard = clients.ann.ask('inState', { state: 'idle', seconds: HANG_UP_SECONDS });
  return heard.then(
    () => [],
    () => ['the other side did not hear of the hang-up'],
  );
}

async function inspect(lab: Laboratory, inspection: Inspection): Promise<Round> {
  const end = await inspection.begin(lab);
  await talk(lab, 0);
  await lab.pass(inspection.lasts ?? INSPECTED_MILLISECONDS);
  const findings = await hangUp(lab);
  return { sides: null, findings: [...findings, ...(await end())] };
}
