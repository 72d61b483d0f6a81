import type { Socket } from 'node:net';
import type { FailureCode, FailureKind } from '../../core/failures.ts';
import { answer, dribble, flood } from '../support/wire-server.ts';
import type { CarrierHarness } from './carrier-harness.ts';

export type Misbehaviour = {
  /** The row's words in docs/carriers.md. */
  readonly what: string;
  readonly behave: (socket: Socket, carrier: CarrierHarness) => void;
  readonly kind: FailureKind;
  readonly code: FailureCode;
  readonly retryAfterSeconds?: number;
};

const lateMs = 900;
const ambiguous = { kind: 'ambiguous', code: 'outcome_unknown' } as const;
const elsewhere = { kind: 'temporary', code: 'carrier_unreachable' } as const;
const refused = (status: number) => (socket: Socket) => answer(socket, status, '<html>no</html>');
const truncated = (socket: Socket, { accepted }: CarrierHarness): void => {
  const { status, body } = accepted;
  socket.end(`HTTP/1.1 ${status} X\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, -10)}`);
};

/** What a carrier may do to one submit after the connection stands, and what we must make of it. */
export const misbehaviours: readonly Misbehaviour[] = [
  {
    what: '429 with `Retry-After`',
    behave: (socket, { throttled }) => answer(socket, 429, throttled.body, { 'Retry-After': '7' }),
    kind: 'temporary',
    code: 'throttled',
    retryAfterSeconds: 7,
  },
  {
    what: '429 without `Retry-After`',
    behave: (socket, { throttled }) => answer(socket, 429, throttled.body),
    kind: 'temporary',
    code: 'throttled',
  },
  { what: '429 that is not readable', behave: refused(429), kind: 'temporary', code: 'throttled' },
  { what: '400 that is not readable', behave: refused(400), kind: 'permanent', code: 'invalid_request' },
  { what: '403 that is not readable', behave: refused(403), kind: 'temporary', code: 'permission' },
  { what: '408', behave: refused(408), ...ambiguous },
  { what: '500', behave: (socket) => answer(socket, 500, ''), ...ambiguous },
  { what: '502 with HTML', behave: refused(502), ...ambiguous },
  {
    what: '503 with `Retry-After`',
    behave: (socket) => answer(socket, 503, '', { 'Retry-After': '1' }),
    ...ambiguous,
  },
  { what: 'reset after the request', behave: (socket) => socket.resetAndDestroy(), ...ambiguous },
  { what: 'close after the request', behave: (socket) => socket.end(), ...ambiguous },
  { what: 'one byte a second', behave: dribble, ...ambiguous },
  { what: '100 MB', behave: flood, ...ambiguous },
  { what: 'answer cut short', behave: truncated, ...ambiguous },
  {
    what: 'answer whose text is cut short',
    behave: (socket, { accepted }) => answer(socket, accepted.status, accepted.body.slice(0, -10)),
    ...ambiguous,
  },
  { what: '200 with garbage inside', behave: refused(200), ...ambiguous },
  { what: '201 with nothing inside', behave: (socket) => answer(socket, 201, ''), ...ambiguous },
  {
    what: '200 with an error inside',
    behave: (socket, { refusalInside }) => answer(socket, 200, refusalInside.body),
    ...ambiguous,
  },
  {
    what: 'redirect that says "not here" (301, 307, 308)',
    behave: (socket) => answer(socket, 307, '', { Location: '/moved' }),
    ...elsewhere,
  },
  {
    what: 'any other redirect (302, 303)',
    behave: (socket) => answer(socket, 302, '', { Location: '/moved' }),
    ...ambiguous,
  },
  { what: 'an answer that is not HTTP', behave: (socket) => socket.end('220 smtp ready\r\n'), ...ambiguous },
  {
    what: 'answer after the deadline',
    behave: (socket, { accepted }) => {
      setTimeout(() => answer(socket, accepted.status, accepted.body), lateMs);
    },
    ...ambiguous,
  },
];
