/** When the event has fired and the condition holds; at once where it holds already. */
export async function until(target: EventTarget, type: string, condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}
