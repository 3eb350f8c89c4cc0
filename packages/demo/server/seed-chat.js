const MINUTE = 60_000;

/**
 * What was said before the demo was opened: `[from, to, day, time, text]`, days counted back from today. Nothing is
 * from today, so that no message can lie in the future.
 *
 * @type {readonly (readonly [string, string, number, string, string])[]}
 */
const TEXTS = [
  ['ann', 'ben', 2, '16:05', 'Hi Ben, how did the knee take the stairs this week?'],
  ['ben', 'ann', 2, '16:21', 'Better than I thought. Down is still worse than up.'],
  ['ben', 'ann', 2, '16:22', 'The wall sits are brutal though 😅'],
  ['ann', 'ben', 2, '16:30', 'That is a good sign. Go to 40 seconds, and stop if it pinches rather than burns.'],
  ['ben', 'ann', 1, '18:42', 'Did 3 × 40 this evening. No pinching.'],
  [
    'ann',
    'ben',
    1,
    '18:50',
    'Lovely. Shall we look at your single-leg stand on a call? Easier to correct when I can see you.',
  ],
  ['ben', 'ann', 1, '18:51', 'Yes, gladly. I’m home all day tomorrow.'],
  [
    'cleo',
    'ann',
    3,
    '09:14',
    'Good morning Ann. I walked to the market and back yesterday, first time since the operation.',
  ],
  ['ann', 'cleo', 3, '09:40', 'Cleo, that is wonderful. How was the hip afterwards?'],
  ['cleo', 'ann', 3, '09:52', 'Tired, but a good tired. I slept like a stone.'],
  [
    'ann',
    'cleo',
    1,
    '11:08',
    'Then let’s leave the cane at home for the short rounds. One hand near a railing, please.',
  ],
  ['cleo', 'ann', 1, '11:31', 'Promised. I’ll tell you how it went.'],
  ['dov', 'ann', 1, '08:05', 'Room 2 is being painted until Friday, I moved your mornings to room 4.'],
  ['ann', 'dov', 1, '08:12', 'Thank you, Dov. Does 4 have the long mirror?'],
  ['dov', 'ann', 1, '08:13', 'It will by nine.'],
  ['dov', 'ben', 4, '14:20', 'Hello Ben, the insurance confirmed your next six sessions.'],
  ['ben', 'dov', 4, '14:48', 'Great, thanks for chasing them.'],
  ['dov', 'cleo', 5, '10:02', 'Hello Cleo, your prescription arrived. Nothing else is needed from you.'],
  ['cleo', 'dov', 5, '10:30', 'How quick. Thank you, Dov.'],
  ['cleo', 'ben', 6, '17:15', 'Ben, you left your water bottle at the Tuesday group. The blue one?'],
  ['ben', 'cleo', 6, '17:33', 'That’s mine! Could you keep it until Tuesday?'],
  ['cleo', 'ben', 6, '17:34', 'It’s on my kitchen table, safe from my grandson.'],
];

/** @type {import('./call-entries.js').CallEntry} */
const CHECK_IN = {
  kind: 'voice',
  direction: 'outgoing',
  outcome: 'completed',
  durationSeconds: 412,
  text: 'Voice call · 6:52',
};
const CALLS = [{ userId: 'ann', peerId: 'cleo', day: 3, time: '09:58', callId: 'seed-1', entry: CHECK_IN }];

/**
 * Fills the conversations, all of it read.
 *
 * @param {import('./chat-store.js').ChatStore} store
 * @param {number} now
 */
export function seedChat(store, now) {
  const texts = TEXTS.map(([from, to, day, time, text]) => ({ at: momentOf(now, day, time), from, to, text }));
  const calls = CALLS.map(({ day, time, ...told }) => ({ at: momentOf(now, day, time), ...told }));
  for (const message of [...texts, ...calls].sort((one, other) => one.at - other.at)) {
    if ('entry' in message) store.addCall(message);
    else store.addText(message);
  }
  for (const [one, other] of pairsOf(texts)) {
    store.markRead(one, other);
    store.markRead(other, one);
  }
}

/** @param {readonly { from: string, to: string }[]} entries */
function pairsOf(entries) {
  return entries.map(({ from, to }) => [from, to]);
}

/**
 * @param {number} now
 * @param {number} daysAgo
 * @param {string} time `hh:mm` by the server's clock
 */
function momentOf(now, daysAgo, time) {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const day = new Date(now);
  day.setDate(day.getDate() - daysAgo);
  day.setHours(hours, minutes, 0, 0);
  return Math.min(day.getTime(), now - MINUTE);
}
