/** Everything that a participant can send. */
export type TrackSource = 'microphone' | 'camera' | 'screen' | 'screen-audio';
