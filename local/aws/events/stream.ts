import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventBus } from './bus.ts';

/** How often a comment line tells clients and proxies that the stream lives, in milliseconds. */
const heartbeatMs = 15_000;

/** How many events are read at once for a client. */
const pageSize = 100;

const sequenceIn = (text: string | null | undefined): number | undefined =>
  text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** A browser that reconnects repeats its first URL, so what it has seen (`Last-Event-ID`) goes first. */
const startOf = ({ headers, url }: IncomingMessage): number | undefined => {
  const seen = headers['last-event-id'];
  return (
    sequenceIn(typeof seen === 'string' ? seen : undefined) ??
    sequenceIn(new URL(url ?? '/', 'http://local').searchParams.get('after'))
  );
};

/**
 * `GET /events`: what reaches any bus, as server-sent events. Starts with the next event, or after the sequence
 * number in `Last-Event-ID` or `?after=`. A client is sent a page only when it has taken the one before, so a slow
 * one costs no memory: what it has not read yet waits in the kept history.
 */
export const streamEvents =
  (bus: EventBus) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    let sent = startOf(request) ?? bus.lastSequence();
    let busy = false;

    const write = (text: string): void => {
      busy = !response.write(text);
    };
    const pump = (): void => {
      while (!busy && !response.writableEnded) {
        const page = bus.history(sent, pageSize);
        if (page.length === 0) return;
        sent = page.at(-1)?.sequence ?? sent;
        write(
          page.map(({ sequence, event }) => `id: ${sequence}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
        );
      }
    };

    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    write(': connected\n\n');
    response.on('drain', () => {
      busy = false;
      pump();
    });
    const unwatch = bus.watch(pump);
    const heartbeat = setInterval(() => {
      if (!busy) write(': still here\n\n');
    }, heartbeatMs);
    response.on('close', () => {
      clearInterval(heartbeat);
      unwatch();
    });
    pump();
  };
