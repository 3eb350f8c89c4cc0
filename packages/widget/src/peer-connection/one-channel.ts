/**
 * Lets a connection have the one data channel that the initiator makes, and tells of any further one: simple-peer would take up
 * each of them, and leave a timer running for it. To be called before simple-peer listens.
 */
export function takeOneChannel(
  connection: RTCPeerConnection,
  role: 'initiator' | 'responder',
  further: () => void,
): void {
  let hasOne = role === 'initiator';
  connection.addEventListener('datachannel', (event) => {
    if (hasOne) {
      event.stopImmediatePropagation();
      further();
    }
    hasOne = true;
  });
}
