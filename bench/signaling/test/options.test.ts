import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { readOptions } from '../options.ts';
import { SUBJECTS } from '../subjects.ts';

const read = (...args: string[]) => readOptions(args, SUBJECTS);
const namesOf = (...args: string[]) => read(...args).subjects.map(({ name }) => name);

describe('the benchmark', () => {
  it('measures four servers, with 60 and with 400 calls a second, unless told otherwise', () => {
    assert.deepEqual(namesOf(), ['ws', 'socket.io', 'peer', 'call-window']);
    assert.deepEqual(read().plan, { connections: 2_000, calls: [60, 400], seconds: 20, warmUpSeconds: 5 });
  });

  it('can be kept short', () => {
    const { plan } = read('--seconds', '3', '--warm-up', '0', '--calls', '30');
    assert.deepEqual([plan.seconds, plan.warmUpSeconds, plan.calls], [3, 0, [30]]);
  });

  it('can be told which servers', () => assert.deepEqual(namesOf('call-window', 'ws'), ['ws', 'call-window']));

  it('says what it does not know', () => {
    assert.throws(() => read('janus'), /There is no janus; there are: ws, socket.io, peer, call-window/);
    assert.throws(() => read('--seconds', 'few'), /--seconds takes whole numbers from 1 on, not few/);
    assert.throws(() => read('--connections', '1999'), /even number/);
  });

  it('has enough people that nobody is called while they talk', () =>
    assert.throws(() => read('--connections', '400'), /--connections takes whole numbers from 1120 on/));
});
