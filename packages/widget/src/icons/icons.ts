/** The icons in use: from Lucide (ISC), one import each, so that only these reach the bundle. */
import close from 'lucide/dist/esm/icons/x.mjs';
import message from 'lucide/dist/esm/icons/message-square-text.mjs';
import microphone from 'lucide/dist/esm/icons/mic.mjs';
import microphoneOff from 'lucide/dist/esm/icons/mic-off.mjs';
import phone from 'lucide/dist/esm/icons/phone.mjs';
import send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import sound from 'lucide/dist/esm/icons/volume-2.mjs';
import video from 'lucide/dist/esm/icons/video.mjs';
import videoOff from 'lucide/dist/esm/icons/video-off.mjs';

export const icons = { close, message, microphone, microphoneOff, phone, send, sound, video, videoOff } as const;
