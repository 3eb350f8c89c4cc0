export { CallWindow } from './call-window.ts';
export * from './public-api.ts';
