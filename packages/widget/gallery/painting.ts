/** Moving and still pictures made on the spot: stand-ins for cameras and for people's photographs. */
import { isStill } from './still.ts';

interface Scene {
  readonly wall: string;
  readonly light: string;
  readonly coat: string;
  readonly skin: string;
  readonly hair: string;
}

const SCENES = {
  ben: { wall: '#7f93a8', light: '#dfe8ee', coat: '#24476b', skin: '#c98f6b', hair: '#2b1d16' },
  ann: { wall: '#c9b49a', light: '#f7ead6', coat: '#7a2f3b', skin: '#8d5a3c', hair: '#1a1210' },
  white: { wall: '#ffffff', light: '#ffffff', coat: '#ffffff', skin: '#f4f4f4', hair: '#ffffff' },
} as const satisfies Record<string, Scene>;

export type SceneName = keyof typeof SCENES;

function context2d(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  return context;
}

function ellipse(g: CanvasRenderingContext2D, fill: string, x: number, y: number, rx: number, ry: number): void {
  g.fillStyle = fill;
  g.beginPath();
  g.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  g.fill();
}

function paintRoom(g: CanvasRenderingContext2D, { wall, light }: Scene): void {
  const { width: w, height: h } = g.canvas;
  const shine = g.createRadialGradient(w * 0.2, h * 0.1, 0, w * 0.3, h * 0.3, Math.max(w, h));
  shine.addColorStop(0, light);
  shine.addColorStop(1, wall);
  g.fillStyle = shine;
  g.fillRect(0, 0, w, h);
  g.filter = `blur(${Math.min(w, h) / 40}px)`;
  g.fillStyle = light;
  g.fillRect(w * 0.06, -h * 0.1, w * 0.2, h * 0.66);
  g.fillStyle = 'rgb(40 30 20 / 16%)';
  g.fillRect(w * 0.72, h * 0.52, w * 0.3, h * 0.02);
  ellipse(g, 'rgb(40 84 60 / 34%)', w * 0.86, h * 0.4, w * 0.06, h * 0.13);
  g.filter = 'none';
}

function paintPerson(g: CanvasRenderingContext2D, { coat, skin, hair }: Scene, x: number): void {
  const { width: w, height: h } = g.canvas;
  const u = Math.min(w, h) * 0.86;
  const y = h * 0.44;
  ellipse(g, hair, x, y - u * 0.03, u * 0.15, u * 0.18);
  ellipse(g, coat, x, h * 1.04, u * 0.36, h * 1.04 - (y + u * 0.19));
  g.fillStyle = skin;
  g.fillRect(x - u * 0.05, y + u * 0.08, u * 0.1, u * 0.14);
  ellipse(g, skin, x, y + u * 0.215, u * 0.05, u * 0.035);
  ellipse(g, skin, x, y, u * 0.125, u * 0.16);
  ellipse(g, hair, x, y - u * 0.13, u * 0.115, u * 0.06);
  for (const side of [-1, 1]) ellipse(g, hair, x + side * u * 0.045, y, u * 0.009, u * 0.012);
  g.strokeStyle = hair;
  g.lineWidth = u * 0.009;
  g.beginPath();
  g.arc(x, y + u * 0.035, u * 0.045, Math.PI * 0.2, Math.PI * 0.8);
  g.stroke();
}

function paint(g: CanvasRenderingContext2D, scene: Scene, time: number): void {
  paintRoom(g, scene);
  paintPerson(g, scene, g.canvas.width / 2 + Math.sin(time / 900) * g.canvas.width * 0.006);
}

/** A page of text, as it is shared. */
function paintDocument(g: CanvasRenderingContext2D): void {
  const { width: w, height: h } = g.canvas;
  g.fillStyle = '#fdfdfc';
  g.fillRect(0, 0, w, h);
  g.fillStyle = '#1c2024';
  g.font = `600 ${h / 18}px sans-serif`;
  g.fillText('What we agreed on', w * 0.08, h * 0.14);
  g.font = `${h / 36}px sans-serif`;
  for (let line = 0; line < 14; line += 1)
    g.fillText(
      'The quick brown fox jumps over the lazy dog, twice a day. '.repeat(2),
      w * 0.08,
      h * (0.24 + line * 0.05),
      w * 0.84,
    );
}

interface Moving {
  readonly stream: MediaStream;
  readonly stop: () => void;
}

/** A stream that shows somebody in front of a wall. `stop` ends its drawing and its track. */
export function cameraStream(name: SceneName, width = 640, height = 360): Moving {
  return filmed(context2d(width, height), (g, time) => paint(g, SCENES[name], time));
}

/** A stream of a shared document, which hardly moves. */
export function screenStream(width = 1440, height = 900): Moving {
  return filmed(context2d(width, height), paintDocument, 500);
}

const running = new Set<() => void>();

function filmed(
  g: CanvasRenderingContext2D,
  draw: (g: CanvasRenderingContext2D, time: number) => void,
  milliseconds = 66,
): Moving {
  draw(g, 0);
  const stream = g.canvas.captureStream(15);
  // Also what is still is drawn again and again: whoever begins to look at a stream waits for its next frame.
  const timer = setInterval(() => draw(g, isStill ? 0 : performance.now()), milliseconds);
  const stop = (): void => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    running.delete(stop);
  };
  running.add(stop);
  return { stream, stop };
}

/** Ends every drawing and every track that was begun here: each takes its part of a core. */
export function stopStreams(): void {
  for (const stop of running) stop();
}

/** A square portrait as a `data:` URL. */
export function portrait(name: SceneName): string {
  const g = context2d(256, 256);
  paint(g, SCENES[name], 0);
  return g.canvas.toDataURL('image/jpeg', 0.9);
}
