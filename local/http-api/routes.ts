/** A route of an HTTP API: `GET /messages/{id}`, `ANY /{proxy+}` or `$default`. */
export type Route = {
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMilliseconds: number;
};

export type Match = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

type Segment = { readonly kind: 'text' | 'variable' | 'greedy'; readonly name: string };
type Parsed = { readonly route: Route; readonly method: string; readonly segments: readonly Segment[] };

const rank = { text: 0, variable: 1, greedy: 2 };

const parseSegment = (text: string): Segment => {
  const variable = /^\{([^{}+]+)(\+?)\}$/.exec(text);
  if (!variable?.[1]) return { kind: 'text', name: text };
  return { kind: variable[2] ? 'greedy' : 'variable', name: variable[1] };
};

const parse = (route: Route): Parsed | undefined => {
  if (route.routeKey === '$default') return undefined;
  const found = /^([A-Z]+) \/(.*)$/.exec(route.routeKey);
  if (!found?.[1]) throw new Error(`${route.routeKey} is not a route key: a method and a path, or $default`);
  const segments = (found[2] ?? '').split('/').map(parseSegment);
  if (segments.slice(0, -1).some(({ kind }) => kind === 'greedy'))
    throw new Error(`${route.routeKey}: a greedy variable must be the last part of the path`);
  return { route, method: found[1], segments };
};

/** The closest first: text before variable before greedy from left to right, then a method before ANY. */
const compare = (a: Parsed, b: Parsed): number => {
  for (const [i, segment] of a.segments.entries()) {
    const other = b.segments[i];
    if (!other) return 1;
    if (rank[segment.kind] !== rank[other.kind]) return rank[segment.kind] - rank[other.kind];
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
};

const variablesOf = (
  segments: readonly Segment[],
  path: readonly string[],
): Record<string, string> | undefined => {
  const isGreedy = segments.at(-1)?.kind === 'greedy';
  if (isGreedy ? path.length < segments.length : path.length !== segments.length) return undefined;
  const variables: [string, string][] = [];
  for (const [i, { kind, name }] of segments.entries()) {
    const value = kind === 'greedy' ? path.slice(i).join('/') : (path[i] ?? '');
    if (kind === 'text' ? value !== name : value === '') return undefined;
    if (kind !== 'text') variables.push([name, value]);
  }
  return Object.fromEntries(variables);
};

/**
 * Chooses a route as API Gateway does. Throws a URIError for a path that cannot be decoded.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const createRouter = (routes: readonly Route[]) => {
  const parsed = routes.flatMap((route) => parse(route) ?? []).sort(compare);
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');

  return (method: string, encodedPath: string): Match | undefined => {
    const path = encodedPath.slice(1).split('/').map(decodeURIComponent);
    for (const candidate of parsed) {
      if (candidate.method !== method && candidate.method !== 'ANY') continue;
      const pathParameters = variablesOf(candidate.segments, path);
      if (pathParameters) return { route: candidate.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
};
