import type { Page } from 'playwright-core';

/** Asks the page without the user activation that Playwright's own `evaluate` brings along. */
export async function quietly<Value>(page: Page, expression: string): Promise<Value> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression, userGesture: false, awaitPromise: true });
  await session.detach();
  return result.value as Value;
}

/** Resolves with the expression's value once it is a truthy one, without giving the page user activation. */
export function eventually<Value>(page: Page, expression: string): Promise<Value> {
  const look = `const value = ${expression}; value ? resolve(value) : requestAnimationFrame(look);`;
  return quietly(page, `new Promise((resolve) => { const look = () => { ${look} }; look(); })`);
}
