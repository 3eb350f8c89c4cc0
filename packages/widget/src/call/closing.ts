/** Calls that are over on this device while the server is still to say how they ended: both sides are told the same. */
import type { CallEvent, Step } from './call-events.ts';
import type { EndedCall, Line } from './call-state.ts';
import { asRecorded } from './ending.ts';
import { answeredElsewhere } from './peers.ts';
import type { Context } from './transition.ts';

/** By then the end is told as it looks from here. */
const LAST_WORD_MILLISECONDS = 2_000;

/** As many as the server would grant within the time that a message can be late. */
const MAX_PAST = 16;

/** Tells how a call ended: at once if the server has said it or cannot be asked, otherwise as soon as it has. */
export function telling(line: Line, ended: EndedCall, { isConnected }: Context): Step<Line> {
  const isClosing = line.closing.some(({ call }) => call.id === ended.call.id);
  // It rang here and timed out before it was granted as over.
  if (isClosing) return ended.final ? tell(line, ended) : { state: line, effects: [] };
  if (ended.final || !isConnected) return { state: told(line, ended), effects: [] };
  return {
    state: { ...line, closing: [...line.closing, ended] },
    effects: [{ type: 'set-timer', timer: `last-word ${ended.call.id}`, milliseconds: LAST_WORD_MILLISECONDS }],
  };
}

/** Null when the event says nothing of how such a call ended. */
export function onClosing(line: Line, event: CallEvent, { selfId }: Context): Step<Line> | null {
  const closing = line.closing.find(({ call }) => call.id === callIdOf(event));
  if (!closing) return null;
  switch (event.type) {
    case 'call-changed':
      if (event.call.phase === 'ended') return tell(line, asRecorded(closing, event.call, selfId));
      // Somebody who hung up may still be in it for the server, which then has to be told.
      return !closing.tookPart && answeredElsewhere(event.call, selfId) ? tellAnsweredElsewhere(line, closing) : null;
    case 'resume-refused':
      return event.reason === 'elsewhere' ? tellAnsweredElsewhere(line, closing) : tell(line, closing);
    default:
      return tell(line, closing);
  }
}

function callIdOf(event: CallEvent): string | undefined {
  switch (event.type) {
    case 'call-changed':
      return event.call.id;
    case 'resume-refused':
    case 'farewell-answered':
      return event.callId;
    case 'time-out':
      return event.timer.startsWith('last-word ') ? event.timer.slice('last-word '.length) : undefined;
    default:
      return undefined;
  }
}

function tellAnsweredElsewhere(line: Line, closing: EndedCall): Step<Line> {
  // What was said here with a decline nobody has heard.
  const call = { ...closing.call, ended: null };
  return tell(line, { ...closing, call, reason: 'answered-elsewhere', tookPart: false, final: true });
}

function tell(line: Line, ended: EndedCall): Step<Line> {
  const { id } = ended.call;
  const closing = line.closing.filter(({ call }) => call.id !== id);
  return {
    state: told({ ...line, closing }, ended),
    effects: [{ type: 'clear-timer', timer: `last-word ${id}` }],
  };
}

/** A ring that timed out here may still become the call that is on: its caller was called back meanwhile. */
export function reopen(line: Line): Step<Line> {
  const id = line.call.phase === 'idle' ? undefined : line.call.call?.id;
  const closing = line.closing.filter(({ call }) => call.id !== id);
  if (closing.length === line.closing.length) return { state: line, effects: [] };
  return { state: { ...line, closing }, effects: [{ type: 'clear-timer', timer: `last-word ${id}` }] };
}

function told(line: Line, ended: EndedCall): Line {
  const past = line.ended ? [...line.past, line.ended].slice(-MAX_PAST) : line.past;
  return { ...line, past, ended };
}

/** How a call ended here, told or not; undefined for one that has not. */
export function findEnded({ closing, ended, past }: Line, callId: string): EndedCall | undefined {
  return [...closing, ...(ended ? [ended] : []), ...past].find(({ call }) => call.id === callId);
}
