/** A film for Chromium's fake camera, `--use-file-for-fake-video-capture`: of any size, where its own comes in whatever size is asked for. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Seconds until it begins again, without a jump. */
const LENGTH = 2;
/** How far a pixel strays from what it shows, as those of a webcam do in a room: without it nothing would be left to encode. */
const NOISE = 3;

/** @param {number} count @returns {Int8Array} the same numbers every time, from -NOISE to NOISE */
function noise(count) {
  let state = 1;
  return Int8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((state / 2 ** 32 - 0.5) * 2 * NOISE);
  });
}

/**
 * Somebody in front of a wall with a pattern, who moves as people do who talk.
 *
 * @param {{ width: number, height: number }} size
 * @param {number} turn from 0 to 1, through the whole film
 * @returns {(x: number, y: number) => number | null} the brightness of the person there; null beside them
 */
function person({ width, height }, turn) {
  const sway = Math.sin(turn * 2 * Math.PI);
  const [middle, top] = [width * (0.5 + 0.04 * sway), height * (0.42 + 0.02 * sway * sway)];
  return (x, y) => {
    const [across, down] = [(x - middle) / (width * 0.16), (y - top) / (height * 0.28)];
    const isHead = across * across + down * down < 1;
    const isBody = down > 0.9 && Math.abs(across) < 0.6 + down * 0.8;
    if (!isHead && !isBody) return null;
    return (isHead ? 170 : 90) + 12 * Math.sin(x / 9 - sway * 4) * Math.cos(y / 7);
  };
}

/**
 * @param {{ width: number, height: number }} size
 * @param {(x: number, y: number, at: number) => number} brightness
 */
function paint({ width, height }, brightness) {
  const light = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, at += 1) light[at] = brightness(x, y, at);
  return light;
}

/**
 * @param {string} file to write, in YUV4MPEG2
 * @param {{ width: number, height: number, framesPerSecond: number }} film
 */
export function writeFilm(file, { width, height, framesPerSecond }) {
  const count = LENGTH * framesPerSecond;
  const size = width * height;
  const wall = paint(
    { width, height },
    (x, y) => 110 + 30 * Math.sin(x / 37) * Math.cos(y / 29) + (x % 80 < 4 || y % 60 < 4 ? 25 : 0),
  );
  const grain = noise(2 * size);
  const colours = new Uint8Array(size / 2).fill(128);
  const handle = openSync(file, 'w');
  writeSync(handle, `YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
  for (let frame = 0; frame < count; frame += 1) {
    const somebody = person({ width, height }, frame / count);
    const start = (frame * 48_271) % size;
    const light = paint({ width, height }, (x, y, at) => (somebody(x, y) ?? wall[at]) + grain[start + at]);
    writeSync(handle, 'FRAME\n');
    for (const plane of [light, colours]) writeSync(handle, plane);
  }
  closeSync(handle);
}
