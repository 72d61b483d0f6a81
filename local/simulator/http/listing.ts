import type { SimulatorAnswer } from '../http-server.ts';
import { stepOf, type TakenTexts } from '../texts.ts';

const pageSize = 20;

const timeOf = (text: string | null, fallback: number): number => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? fallback : time;
};

/** One page of the texts with a reference that were taken in a time. */
export const listTexts = (texts: TakenTexts, query: URLSearchParams, now: number): SimulatorAnswer => {
  const found = texts.list({
    api: 'http',
    reference: query.get('reference') ?? undefined,
    from: timeOf(query.get('after'), 0),
    until: timeOf(query.get('before'), Number.MAX_SAFE_INTEGER),
  });
  const start = Number.parseInt(query.get('offset') ?? '0', 10) || 0;
  const next = new URLSearchParams(query);
  next.set('offset', String(start + pageSize));
  return {
    status: 200,
    json: {
      texts: found.slice(start, start + pageSize).map((text) => {
        const step = stepOf(text, now);
        return {
          id: text.ids[0],
          reference: text.reference,
          status: step?.status ?? 'queued',
          ...(step?.failure !== undefined && { error: step.failure }),
        };
      }),
      next: found.length > start + pageSize ? `?${next}` : null,
    },
  };
};
