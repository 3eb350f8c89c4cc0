/** The icons in use: from Lucide (ISC), one import each, so that only these reach the bundle. */
import fullScreenOff from 'lucide/dist/esm/icons/minimize.mjs';
import minimise from 'lucide/dist/esm/icons/minimize-2.mjs';
import backToPage from 'lucide/dist/esm/icons/corner-up-left.mjs';
import pictureInPicture from 'lucide/dist/esm/icons/picture-in-picture-2.mjs';
import restore from 'lucide/dist/esm/icons/maximize-2.mjs';
import chevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import close from 'lucide/dist/esm/icons/x.mjs';
import fullScreen from 'lucide/dist/esm/icons/maximize.mjs';
import message from 'lucide/dist/esm/icons/message-square-text.mjs';
import microphone from 'lucide/dist/esm/icons/mic.mjs';
import microphoneOff from 'lucide/dist/esm/icons/mic-off.mjs';
import paused from 'lucide/dist/esm/icons/pause.mjs';
import phone from 'lucide/dist/esm/icons/phone.mjs';
import resume from 'lucide/dist/esm/icons/play.mjs';
import screen from 'lucide/dist/esm/icons/screen-share.mjs';
import screenOff from 'lucide/dist/esm/icons/screen-share-off.mjs';
import flipCamera from 'lucide/dist/esm/icons/switch-camera.mjs';
import send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import settings from 'lucide/dist/esm/icons/settings.mjs';
import sound from 'lucide/dist/esm/icons/volume-2.mjs';
import video from 'lucide/dist/esm/icons/video.mjs';
import videoOff from 'lucide/dist/esm/icons/video-off.mjs';
import zoomIn from 'lucide/dist/esm/icons/plus.mjs';
import zoomOut from 'lucide/dist/esm/icons/minus.mjs';

export const icons = {
  backToPage,
  chevronDown,
  close,
  flipCamera,
  fullScreen,
  fullScreenOff,
  message,
  microphone,
  microphoneOff,
  minimise,
  paused,
  phone,
  pictureInPicture,
  restore,
  resume,
  screen,
  screenOff,
  send,
  settings,
  sound,
  video,
  videoOff,
  zoomIn,
  zoomOut,
} as const;
