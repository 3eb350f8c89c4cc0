import type { CallKind } from '../packages/widget/src/call/call-state.ts';
import { ringing } from './deeds.ts';
import type { Handset } from './handset.ts';
import { isFree, settled, type World } from './world.ts';

/** What happens next; `which` and `how` choose among what is possible at that moment. */
export interface Happening {
  readonly type:
    | 'deliver'
    | 'air'
    | 'duplicate'
    | 'lose'
    | 'user'
    | 'prompt'
    | 'wait'
    | 'connection'
    | 'link'
    | 'reload'
    | 'restart';
  readonly which: number;
  readonly how: number;
}

/** What an entry of the diary says where nothing happened. */
export const NOTHING = '-';

/** Lets it happen, and says what it was. */
export async function happen(world: World, happening: Happening): Promise<string> {
  const { type, which, how } = happening;
  const { wire, air, handsets } = world;
  const isMishap = ['duplicate', 'lose', 'connection', 'link', 'reload', 'restart'].includes(type);
  if (isMishap && world.isGentle) return NOTHING;
  switch (type) {
    case 'deliver':
      return deliverSome(world, which, how);
    case 'air':
      return hear(world, which);
    case 'duplicate':
      return `arrives, and will again: ${what(wire.duplicate(pick(world, which, how)))}`;
    case 'lose':
      return `is lost: ${what(wire.lose(pick(world, which, how)))}`;
    case 'user':
      return act(world, whoActs(world, which), which, how);
    case 'prompt':
      return answerPrompt(world, which, how);
    case 'wait':
      return wait(world, how);
    case 'connection':
      return reconnect(handsets[which % handsets.length]!);
    case 'link':
      return how % 2 === 0 ? `a link fails: ${air.break(which)}` : `a link carries nothing: ${air.interrupt(which)}`;
    case 'restart':
      // Seldom: little of what was on is left to be looked at afterwards.
      return how % 4 === 0 ? restart(world) : NOTHING;
    case 'reload':
      return reload(handsets[which % handsets.length]!, how);
  }
}

/** Up to four messages, one after the other. */
async function deliverSome(world: World, which: number, how: number): Promise<string> {
  const { wire } = world;
  for (let more = how % 4; more > 0 && wire.inFlight.length > 1; more -= 1)
    await world.happened(`arrives: ${what(wire.deliver(pick(world, which, how)))}`);
  return wire.inFlight.length > 0 ? `arrives: ${what(wire.deliver(pick(world, which, how)))}` : hear(world, which);
}

/** The first message on the wire, or else over a link. */
export function deliverFirst(world: World): string {
  const { wire } = world;
  return wire.inFlight.length > 0 ? `arrives: ${what(wire.deliver(0))}` : hear(world, 0);
}

function hear({ air }: World, which: number): string {
  return air.isQuiet ? NOTHING : `arrives over a link: ${air.deliver(which)}`;
}

/** Mostly in order, sometimes any; of each connection always the first where the wire is orderly. */
function pick({ wire, isOrderly }: World, which: number, how: number): number {
  const { length } = wire.inFlight;
  if (length === 0 || how % 3 !== 0) return 0;
  return isOrderly ? wire.firstLike(which % length) : which % length;
}

/** Mostly somebody who is being rung. */
function whoActs({ handsets }: World, which: number): Handset {
  const rung = handsets.filter(({ state }) => ringing(state).length > 0);
  const candidates = rung.length > 0 && which % 5 !== 0 ? rung : handsets;
  return candidates[which % candidates.length]!;
}

function act(world: World, handset: Handset, which: number, how: number): string {
  const { name, state } = handset;
  const { phase } = state.call;
  const did = (deed: string): string => `${name} (${phase}) ${deed}`;
  if (phase === 'idle') {
    // Few calls that go far teach more than many that get into each other's way.
    if (how % 3 > 0 && !world.handsets.every(isFree)) return NOTHING;
    return did(`calls ${call(world, handset, which, how)}`);
  }
  const rung = ringing(state);
  const isPatient = phase === 'incoming' || how % 5 > 0;
  if (rung.length > 0 && isPatient) return did(answer(handset, rung[which % rung.length]!.id, how));
  // Whoever has answered or talks seldom hangs up; whoever rings sometimes gives up.
  if (phase === 'incoming' || how % (phase === 'outgoing' ? 3 : 10) > 0) return NOTHING;
  handset.hangUp();
  return did('hangs up');
}

function call({ users }: World, handset: Handset, which: number, how: number): string {
  const others = users.filter((user) => user !== handset.userId);
  const to = others[which % others.length]!;
  handset.call(to, kindOf(how));
  return to;
}

function answer(handset: Handset, callId: string, how: number): string {
  if (how % 4 === 0) {
    handset.decline(callId);
    return 'declines';
  }
  handset.accept(callId, kindOf(how));
  return 'accepts';
}

function kindOf(how: number): CallKind {
  return how % 2 === 0 ? 'video' : 'voice';
}

function answerPrompt({ handsets }: World, which: number, how: number): string {
  const prompted = handsets.filter(({ isPrompted }) => isPrompted);
  const handset = prompted[which % prompted.length];
  if (!handset) return NOTHING;
  const allows = how % 16 !== 0;
  handset.answerPrompt(allows);
  return `${handset.name} ${allows ? 'allows' : 'denies'} the devices`;
}

async function wait({ clock, isGentle, nothingIsOnItsWay }: World, how: number): Promise<string> {
  const seconds = [1, 3, 9, 20, 46][how % 5]!;
  if (!isGentle) clock.pass(seconds * 1_000);
  // Messages take their time, and never a second.
  let passed = 0;
  for (; isGentle && passed < seconds && nothingIsOnItsWay(); passed += 1) {
    clock.pass(1_000);
    await settled();
  }
  return `${isGentle ? passed : seconds} s pass`;
}

function reconnect({ name, socket }: Handset): string {
  if (socket.isConnected) socket.disconnect();
  else socket.connect();
  return `${name} is ${socket.isConnected ? 'connected again' : 'cut off'}`;
}

/** Nobody hears of it before they ask, and then the connection is gone. */
function restart({ server, handsets }: World): string {
  const connected = handsets.filter(({ socket }) => socket.isConnected);
  for (const { socket } of connected) socket.disconnect();
  server.restart();
  for (const { socket } of connected) socket.connect();
  return 'the server is killed and started again';
}

function reload(handset: Handset, how: number): string {
  const manner = (['in order', 'unheard', 'after a crash'] as const)[how % 3]!;
  handset.reload(manner);
  return `the page of ${handset.name} is loaded again ${manner}`;
}

function what(parcel: { from: string; to: string; what: string } | undefined): string {
  return parcel ? `${parcel.what}, ${parcel.from} → ${parcel.to}` : 'nothing';
}
