/** PeerJS' own server, as it comes. */
import { PeerServer } from 'peer';

import { announce } from './listen.ts';

PeerServer({ port: 0, host: '127.0.0.1', path: '/' }, announce);
