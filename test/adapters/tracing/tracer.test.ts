import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { createTracer, openTracer } from '../../../adapters/tracing/tracer.ts';

const trace = { trace_id: '1-581cf771-a006649127e371903a2de979', parent_id: '70de5b6f19ff9a0b' };
const headerOf = (sampled: string) =>
  `Root=${trace.trace_id};Parent=${trace.parent_id};Sampled=${sampled};Lineage=1:0`;

/** A tracer into a list, with a clock that moves on by half a second at each look. */
const tracerWith = (header: string | undefined) => {
  const documents: object[] = [];
  let time = 1_795_000_000_000;
  const traced = createTracer({
    send: async (document) => {
      documents.push(document);
    },
    traceHeader: () => header,
    now: () => {
      time += 500;
      return time;
    },
  });
  return { documents, traced };
};

describe('a step of a sampled invocation', () => {
  test('becomes a subsegment that has the message id for an annotation', async () => {
    const { documents, traced } = tracerWith(headerOf('1'));
    const step = traced(
      'submit',
      (_, id: string) => id,
      async (id) => `submitted ${id}`,
    );
    await expect(step('msg_1')).resolves.toBe('submitted msg_1');
    expect(documents).toEqual([
      {
        ...trace,
        name: 'submit',
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        type: 'subsegment',
        start_time: 1_795_000_000.5,
        end_time: 1_795_000_001,
        annotations: { messageId: 'msg_1' },
      },
    ]);
  });

  test('that fails is marked as a fault, and fails as before', async () => {
    const { documents, traced } = tracerWith(headerOf('1'));
    const step = traced(
      'submit',
      (_, id: string) => id,
      async (_id: string) => {
        throw new Error('+447700900001 is no secret of a trace');
      },
    );
    await expect(step('msg_1')).rejects.toThrow('no secret');
    expect(documents).toMatchObject([{ fault: true, annotations: { messageId: 'msg_1' } }]);
    expect(JSON.stringify(documents)).not.toContain('447700900001');
  });
});

test.each([
  ['not sampled', headerOf('0')],
  ['without a trace', undefined],
  ['half a header', 'Sampled=1'],
])('an invocation that is %s sends nothing', async (_, header) => {
  const { documents, traced } = tracerWith(header);
  await traced(
    'submit',
    () => 'msg_1',
    async () => undefined,
  )();
  expect(documents).toEqual([]);
});

describe('the daemon', () => {
  const daemon = createSocket('udp4');
  afterEach(() => daemon.close());

  test('gets each document as one datagram behind its header', async () => {
    daemon.bind(0, '127.0.0.1');
    await once(daemon, 'listening');
    const traced = openTracer({
      AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${daemon.address().port}`,
      _X_AMZN_TRACE_ID: headerOf('1'),
    });
    const received = once(daemon, 'message');
    await traced(
      'accept',
      () => 'msg_1',
      async () => undefined,
    )();
    const [datagram] = await received;
    const [header = '', document = ''] = String(datagram).split('\n');
    expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 });
    expect(JSON.parse(document)).toMatchObject({ ...trace, annotations: { messageId: 'msg_1' } });
  });
});

test('where no daemon runs, a step runs as if nobody traced', async () => {
  const traced = openTracer({ _X_AMZN_TRACE_ID: headerOf('1') });
  await expect(
    traced(
      'accept',
      () => 'msg_1',
      async () => 'done',
    )(),
  ).resolves.toBe('done');
});
