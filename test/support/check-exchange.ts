import { type OperationId, routes } from '../../core/api/routes.ts';
import { describedCalls, faultsAt } from './api-document.ts';

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(path);

/** The operation that a request is for: the more of its path is spelled out, the closer it is. */
const operationFor = (method: string, path: string): OperationId | undefined =>
  routes
    .filter((route) => route.method === method && matches(route.path, path))
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]?.operationId;

type Exchange = {
  /** The JSON that was sent: as text, as bytes or as the value. */
  readonly sent?: unknown;
  readonly status: number;
  readonly contentType: string | null;
  readonly text: string;
};

const problemPlace = '#/components/schemas/Problem';

const faultsOfAnswer = (
  operationId: OperationId | undefined,
  { status, contentType, text }: Exchange,
): string[] => {
  if (operationId === undefined) {
    if (![404, 405].includes(status)) return [`${status} where no operation is`];
    return faultsAt(problemPlace, JSON.parse(text));
  }
  const { responses } = describedCalls.find((call) => call.operationId === operationId) ?? {};
  const described = responses?.get(String(status)) ?? responses?.get('default') ?? [];
  if (described.length === 0) return text === '' ? [] : ['a body where none is described'];
  const type = contentType?.split(';')[0];
  const known = described.find((one) => one.type === type);
  if (!known) return [`${status} with ${type}`];
  return type?.endsWith('json') ? faultsAt(known.place, JSON.parse(text)) : [];
};

const jsonOf = (sent: unknown): unknown =>
  typeof sent === 'string' || sent instanceof Uint8Array ? JSON.parse(Buffer.from(sent).toString()) : sent;

/** What went over the wire that the document does not describe. */
export const faultsOfExchange = (operationId: OperationId | undefined, exchange: Exchange): string[] => {
  const { sent, status } = exchange;
  const [request] = describedCalls.find((call) => call.operationId === operationId)?.request ?? [];
  return [
    ...(request && status < 300 && sent !== undefined
      ? faultsAt(request.place, jsonOf(sent)).map((fault) => `taken: ${fault}`)
      : []),
    ...faultsOfAnswer(operationId, exchange),
  ];
};

/** @throws Error when the document does not describe what went over the wire. */
export const checkExchange = (
  exchange: Exchange & {
    readonly method: string;
    /** With or without a query. */
    readonly path: string;
  },
): void => {
  const { method, path } = exchange;
  const faults = faultsOfExchange(operationFor(method, path.split('?')[0] ?? ''), exchange);
  if (faults.length > 0) throw new Error(`${method} ${path} is not as documented: ${faults.join('; ')}`);
};
