import type { States } from './scenes.ts';
import { answeredStates } from './states/answered.ts';
import { chatStates } from './states/chat.ts';
import { floatingStates } from './states/floating.ts';
import { holdStates } from './states/hold.ts';
import { inlineStates } from './states/inline.ts';
import { narrowStates } from './states/narrow.ts';
import { noticeStates } from './states/notices.ts';
import { outgoingStates } from './states/outgoing.ts';
import { qualityStates } from './states/quality.ts';
import { screenStates } from './states/screens.ts';
import { settingsStates } from './states/settings.ts';
import { talkingStates } from './states/talking.ts';
import { waitingStates } from './states/waiting.ts';

/** What the states are about, in the order in which one meets them. */
export const themes: Readonly<Record<string, States>> = {
  'Chat page and ringing': chatStates,
  'Calling somebody': outgoingStates,
  'In a call': answeredStates,
  'How good the link is': qualityStates,
  'Where no picture fits': narrowStates,
  'Voices and keys': talkingStates,
  'On hold': holdStates,
  Screens: screenStates,
  'A second caller': waitingStates,
  'Minimised, and in a window of its own': floatingStates,
  Inline: inlineStates,
  Settings: settingsStates,
  Toasts: noticeStates,
};

/** Each state that can be seen, by name. */
export const states: States = Object.assign({}, ...Object.values(themes)) as States;
