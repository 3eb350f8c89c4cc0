#!/usr/bin/env node
import { existsSync } from 'node:fs';
import process from 'node:process';

const built = new URL('../dist/main.js', import.meta.url);

if (existsSync(built)) {
  const { main } = await import(built.href);
  main(process.argv.slice(2));
} else {
  console.error('call-window-signaling has not been built yet; run `npm run build`.');
  process.exitCode = 1;
}
