import { html, type TemplateResult } from 'lit';

import type { CallKind, Self } from '../../src/call/call-state.ts';
import { cleo } from '../fixtures.ts';
import { chat, LONG, picture, pressed, type States } from '../scenes.ts';

const ben: Self = { userId: 'ben', name: 'Ben', picture };

interface Ring {
  readonly kind?: CallKind;
  readonly person?: Self;
  readonly also?: Self;
  readonly soundHeldBack?: boolean;
}

function incoming({ kind = 'video', person = ben, also, soundHeldBack = false }: Ring = {}): TemplateResult {
  return html`${chat('live')}<call-window-incoming
      .person=${person}
      .kind=${kind}
      .also=${also ?? null}
      .soundHeldBack=${soundHeldBack}
      open
    ></call-window-incoming>`;
}

export const chatStates: States = {
  'buttons-live': () => chat('live'),
  'buttons-offline': () => chat('offline'),
  'buttons-unknown': () => chat('unknown'),
  'buttons-in-call': () => chat('live', { disabled: true }),
  'buttons-coloured': () => chat('live', { look: 'coloured' }),
  'incoming-video': () => incoming(),
  'incoming-voice': () => incoming({ kind: 'voice', person: { userId: 'ben', name: 'Ben Carter', picture: null } }),
  'incoming-no-name': () => incoming({ person: { userId: 'user-4711', name: null, picture: null } }),
  'incoming-long': () => incoming({ person: { userId: 'ben', name: LONG, picture: 'javascript:alert(1)' } }),
  'incoming-silent': () => incoming({ soundHeldBack: true }),
  'incoming-also': () => incoming({ also: cleo }),
  'incoming-also-long': () => incoming({ also: { ...cleo, name: LONG }, soundHeldBack: true }),
  'incoming-reply': () => pressed('.unfold', incoming()),
  'incoming-everything': () => pressed('.unfold', incoming({ also: cleo, soundHeldBack: true })),
};
