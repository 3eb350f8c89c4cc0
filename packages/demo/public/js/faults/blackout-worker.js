/* Encoded pictures and sound come through here, or go nowhere, as the page says. */
let isDark = false;

self.addEventListener('message', ({ data }) => (isDark = data.isDark));

self.addEventListener('rtctransform', (event) => {
  const { transformer } = /** @type {Event & { transformer: ReadableWritablePair }} */ (event);
  const gate = new TransformStream({ transform: (frame, after) => (isDark ? undefined : after.enqueue(frame)) });
  // Ends with the connection.
  void transformer.readable
    .pipeThrough(gate)
    .pipeTo(transformer.writable)
    .catch(() => undefined);
});
