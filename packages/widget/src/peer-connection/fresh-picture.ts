/**
 * Has the next frame sent as a whole picture: what was lost in an outage would otherwise be waited for, three seconds in Chromium.
 * An encoding that is activated begins with a key frame (W3C WebRTC §5.2.10, `RTCRtpEncodingParameters.active`).
 */
export async function sendFreshPicture(sender: RTCRtpSender): Promise<void> {
  for (const active of [false, true]) {
    const parameters = sender.getParameters();
    for (const encoding of parameters.encodings) encoding.active = active;
    await sender.setParameters(parameters);
  }
}
