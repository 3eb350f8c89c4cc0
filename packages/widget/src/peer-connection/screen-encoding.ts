/** Bits a second that a full screen of text may take: half of that is what a camera at 720p does. */
const MAX_BITRATE = 4_000_000;

/** A shared screen is read: on a narrow line it comes less often, and not less sharp (W3C WebRTC extensions, `degradationPreference`). */
export async function keepSharp(sender: RTCRtpSender): Promise<void> {
  const parameters: RTCRtpSendParameters & { degradationPreference?: string } = sender.getParameters();
  parameters.degradationPreference = 'maintain-resolution';
  for (const encoding of parameters.encodings) encoding.maxBitrate = MAX_BITRATE;
  await sender.setParameters(parameters);
}
