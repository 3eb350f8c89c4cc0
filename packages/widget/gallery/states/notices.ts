/** Every sentence that is ever told by a toast. */
import { html, type TemplateResult } from 'lit';

import type { DeviceNotice } from '../../src/call/call-events.ts';
import type { Toast } from '../../src/elements/toasts.ts';
import type { Strings } from '../../src/strings/strings.ts';
import { words } from '../../src/strings/words.ts';
import { deviceToast } from '../../src/toast-words.ts';
import { toasts } from '../fixtures.ts';
import { chat, LONG, type States } from '../scenes.ts';

type Notice = Pick<Toast, 'text' | 'tone' | 'action'>;

const again: NonNullable<Toast['action']> = { label: words.callAgain, request: { type: 'start', kind: 'video' } };
const neutral = (...texts: readonly string[]): readonly Notice[] => texts.map((text) => ({ text, tone: 'neutral' }));
const danger = (...texts: readonly string[]): readonly Notice[] => texts.map((text) => ({ text, tone: 'danger' }));

/** How each end is told; the compiler asks for every one. */
function endNotices(name: string): Readonly<Record<keyof Strings['ended'], readonly Notice[]>> {
  const { ended } = words;
  const [message] = words.declineMessages;
  return {
    hungUp: neutral(ended.hungUp),
    remoteHungUp: neutral(ended.remoteHungUp(name)),
    missed: neutral(ended.missed(name)),
    declined: neutral(ended.declined(), ended.declined(message)),
    busy: neutral(ended.busy(name), ended.busy(name, message)).map((notice) => ({ ...notice, action: again })),
    unanswered: [{ text: ended.unanswered, tone: 'neutral', action: again }],
    unreachable: neutral(ended.unreachable(name)),
    connectionLost: [{ text: ended.connectionLost, tone: 'danger', action: again }],
    notPermitted: neutral(ended.notPermitted(name)),
    failed: [{ text: ended.failed, tone: 'danger', action: again }],
  };
}

const DEVICES = ['microphone', 'camera'] as const;

const DEVICE_NOTICES: readonly DeviceNotice[] = [
  ...DEVICES.flatMap((device): readonly DeviceNotice[] => [
    { what: 'replaced', device, gone: 'Headset', now: 'Built-in' },
    { what: 'replaced', device, gone: '', now: '' },
    { what: 'replaced', device, gone: null, now: 'Built-in' },
    { what: 'interrupted', device },
    { what: 'returned', device, now: 'Headset' },
  ]),
  { what: 'nothing-shared' },
  { what: 'sharing-ended' },
];

function deviceNotices(): readonly Notice[] {
  return DEVICE_NOTICES.flatMap((notice) => deviceToast(notice) ?? []);
}

/** They come two at a time; here all of them stand in a row. */
function sheet(notices: readonly Notice[]): TemplateResult {
  const shown = notices.map((notice, id) => ({ ...notice, id }));
  return html`<div class="sheet">
    ${shown.map((toast) => html`<call-window-toasts .toasts=${[toast]}></call-window-toasts>`)}
  </div>`;
}

const standing = (notices: readonly Toast[]): TemplateResult =>
  html`${chat('live')}<call-window-toasts standalone .toasts=${notices}></call-window-toasts>`;

const longToasts: readonly Toast[] = [
  { id: 1, text: words.ended.busy(LONG, LONG), tone: 'neutral', action: again },
  { id: 2, text: words.errors['unsupported-browser'], tone: 'danger' },
];

export const noticeStates: States = {
  toasts: () => standing(toasts),
  'toasts-long': () => standing(longToasts),
  'toasts-ended': () => sheet(Object.values(endNotices('Ben')).flat()),
  'toasts-ended-long': () => sheet(Object.values(endNotices(LONG)).flat()),
  'toasts-errors': () => sheet(danger(...Object.values(words.errors))),
  'toasts-device-errors': () => sheet(danger(...Object.values(words.deviceErrors).flatMap((of) => Object.values(of)))),
  'toasts-devices': () => sheet(deviceNotices()),
};
