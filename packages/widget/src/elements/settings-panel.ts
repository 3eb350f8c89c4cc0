import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

import type { CaptureOptions, DeviceRole, VideoQuality } from '../call/preferences.ts';
import { streamInto } from '../directives/stream-into.ts';
import { icon } from '../icons/icon.ts';
import { icons } from '../icons/icons.ts';
import { words } from '../strings/words.ts';
import { renderDeviceSelect, renderSelect, renderSwitch } from './device-select.ts';
import { formStyles } from './form.styles.ts';
import { isMirrored } from './mirroring.ts';
import { ModalDialog } from './modal-dialog.ts';
import { request } from './request.ts';
import { settingsPanelStyles } from './settings-panel.styles.ts';
import type { SettingsView } from './settings-view.ts';
import { base, ownText } from './shared.styles.ts';
import type { ShortcutSetting } from './shortcut-keys.ts';
import { renderShortcutList } from './shortcut-list.ts';
import { shortcutListStyles } from './shortcut-panel.styles.ts';
import { VoiceLevel } from './voice-level.ts';

const QUALITIES: readonly VideoQuality[] = ['auto', '360p', '720p', '1080p'];

/**
 * Devices and picture, before a call and in one. Shows what is, and asks for what is chosen; nothing has to be saved.
 *
 * @csspart settings - The dialog.
 * @fires call-window-request - `close-settings`, `choose-device`, `adjust-capture`, `test-speaker`, `hold`
 */
export class SettingsPanel extends LitElement {
  static override styles = [...base, ownText, formStyles, settingsPanelStyles, shortcutListStyles];

  /** What to show; null closes the panel. */
  @property({ attribute: false }) view: SettingsView | null = null;
  /** Whether keys by themselves do anything in a call. */
  @property({ attribute: false }) shortcuts: ShortcutSetting = 'on';

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('.meter') private readonly meter!: HTMLElement | null;

  private isAskedToHold = false;

  protected readonly modal = new ModalDialog(this, () => this.dialog, { escaped: () => this.close() });
  protected readonly level = new VoiceLevel(this, {
    stream: () => this.view?.voice ?? null,
    show: (level) => this.showLevel(level),
  });

  protected override render(): TemplateResult | typeof nothing {
    const { view } = this;
    if (!view) return nothing;
    return html`<dialog
      part="settings"
      class="own-text ${view.during === null ? '' : 'on-stage'}"
      tabindex="-1"
      autofocus
      aria-labelledby="title"
      @click=${this.closeOutside}
    >
      <div class="panel">
        <div class="head">
          <h2 id="title">${words.settings.title}</h2>
          ${view.canHold ? this.renderHold() : nothing}
          <button type="button" class="close" aria-label=${words.settings.close} @click=${this.close}>
            ${icon(icons.close)}
          </button>
        </div>
        ${
          view.during === 'voice'
            ? html`${this.renderProblem(view.problem)} ${this.renderSound(view)}`
            : html`<div class="columns">${this.renderPicture(view)} ${this.renderSound(view)}</div>`
        }
        ${this.shortcuts === 'on' ? renderShortcuts() : nothing}
      </div>
    </dialog>`;
  }

  // Once the focus is back on the stage, which leads it to where the call is resumed.
  protected override updated(): void {
    if (this.view || !this.isAskedToHold) return;
    this.isAskedToHold = false;
    request(this, { type: 'hold' });
  }

  private renderHold(): TemplateResult {
    return html`<button type="button" class="test" @click=${this.hold}>
      ${icon(icons.paused)}<span>${words.hold}</span>
    </button>`;
  }

  private readonly hold = (): void => {
    this.isAskedToHold = true;
    this.close();
  };

  private renderPicture(view: SettingsView): TemplateResult {
    const { settings } = words;
    const { videoQuality, dataSaver, backgroundBlur } = view.options;
    const options = QUALITIES.map((id) => ({ id, label: settings.qualities[id] }));
    return html`<section aria-label=${settings.picture}>
      ${this.renderPreview(view)} ${renderDeviceSelect('camera', view.camera, this.choose)}
      ${renderSelect('quality', settings.videoQuality, options, videoQuality, this.chooseQuality)}
      ${view.canBlur ? this.renderOption('backgroundBlur', backgroundBlur ?? false) : nothing}
      ${this.renderOption('dataSaver', dataSaver, settings.dataSaverHint)}
    </section>`;
  }

  private renderPreview({ picture, withoutPicture, problem }: SettingsView): TemplateResult {
    return html`<div class="preview" role="group" aria-label=${words.ownPicture}>
      <video
        tabindex="-1"
        .muted=${true}
        ?data-mirrored=${isMirrored(picture)}
        autoplay
        playsinline
        disablepictureinpicture
        ${streamInto(picture)}
      ></video>
      ${picture ? nothing : this.renderCover(problem === null ? withoutPicture : null)} ${this.renderProblem(problem)}
    </div>`;
  }

  /** What is said of a problem stands over it. */
  private renderCover(why: SettingsView['withoutPicture']): TemplateResult {
    const isOpening = why === 'opening';
    const text = isOpening ? words.settings.opening : words.ownCameraIsOff;
    return html`<p class="cover">${icon(isOpening ? icons.video : icons.videoOff)}${why === null ? nothing : text}</p>`;
  }

  // There while it is empty: a live region has to be there before its text is.
  private renderProblem(problem: string | null): TemplateResult {
    return html`<p class="problem" role="alert">${problem}</p>`;
  }

  private renderSound(view: SettingsView): TemplateResult {
    const { settings } = words;
    const { echoCancellation, noiseSuppression, automaticGain } = view.options;
    return html`<section aria-label=${settings.sound}>
      ${renderDeviceSelect('microphone', view.microphone, this.choose)} ${this.renderMeter(view)}
      ${this.renderOption('echoCancellation', echoCancellation)}
      ${this.renderOption('noiseSuppression', noiseSuppression)} ${this.renderOption('automaticGain', automaticGain)}
      ${view.speaker ? renderDeviceSelect('speaker', view.speaker, this.choose) : nothing}
      <button type="button" class="test" @click=${() => request(this, { type: 'test-speaker' })}>
        ${icon(icons.sound)}<span>${settings.playTestSound}</span>
      </button>
      ${view.ringer ? renderDeviceSelect('ringer', view.ringer, this.choose) : nothing}
    </section>`;
  }

  private renderMeter({ isMuted }: SettingsView): TemplateResult {
    const { settings } = words;
    return html`<div
        class="meter"
        role="meter"
        aria-label=${settings.microphoneLevel}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow="0"
      >
        <span></span>
      </div>
      ${isMuted ? html`<p class="hint">${settings.mutedInCall}</p>` : nothing}`;
  }

  private renderOption(
    name: Exclude<keyof CaptureOptions, 'videoQuality'>,
    isOn: boolean,
    hint: string | null = null,
  ): TemplateResult {
    const turn = (now: boolean): void => request(this, { type: 'adjust-capture', options: { [name]: now } });
    return renderSwitch(words.settings[name], isOn, turn, hint);
  }

  private showLevel(level: number): void {
    this.meter?.style.setProperty('--_level', level.toFixed(2));
    this.meter?.setAttribute('aria-valuenow', String(Math.round(level * 10) * 10));
  }

  private readonly choose = (role: DeviceRole, id: string | null): void =>
    request(this, { type: 'choose-device', role, id });

  private readonly chooseQuality = (id: string): void =>
    request(this, { type: 'adjust-capture', options: { videoQuality: id as VideoQuality } });

  private readonly close = (): void => request(this, { type: 'close-settings' });

  /** The dialog itself is hit only where nothing of it is: on its backdrop. */
  private readonly closeOutside = ({ target }: Event): void => {
    if (target === this.dialog) this.close();
  };
}

function renderShortcuts(): TemplateResult {
  return html`<details class="shortcuts">
    <summary>${words.shortcuts.title}</summary>
    ${renderShortcutList()}
  </details>`;
}
