/** `GET /organizations/{id}`, `ANY /files/{proxy+}` or `$default`. */
export interface RouteMatch<Route> {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Candidate<Route> {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
}

/**
 * Finds the route of a request as API Gateway does: a full match before a greedy one, a fixed segment before a
 * parameter, the method before ANY, and `$default` last.
 * @param path percent-decoded, without the query
 */
export function createRouter<Route extends { readonly routeKey: string }>(routes: readonly Route[]) {
  const fallback = routes.find((route) => route.routeKey === '$default');
  const candidates = routes
    .filter((route) => route !== fallback)
    .map((route): Candidate<Route> => {
      const [method = '', pattern = ''] = route.routeKey.split(' ');
      return { route, method, segments: segmentsOf(pattern) };
    })
    .sort(bySpecificity);

  return (method: string, path: string): RouteMatch<Route> | undefined => {
    const segments = segmentsOf(path);
    for (const candidate of candidates) {
      if (candidate.method !== 'ANY' && candidate.method !== method) continue;
      const pathParameters = match(candidate.segments, segments);
      if (pathParameters !== undefined) return { route: candidate.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

const segmentsOf = (path: string) => path.replace(/^\//, '').split('/');

function match(pattern: readonly string[], path: readonly string[]): Record<string, string> | undefined {
  const greedy = /^\{(.+)\+\}$/.exec(pattern.at(-1) ?? '')?.[1];
  if (greedy === undefined ? pattern.length !== path.length : path.length < pattern.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = path[index] ?? '';
    const name = /^\{([^}+]+)\}$/.exec(expected)?.[1];
    if (greedy !== undefined && index === pattern.length - 1) {
      parameters[greedy] = path.slice(index).join('/');
    } else if (name === undefined) {
      if (expected !== actual) return undefined;
    } else if (actual === '') {
      return undefined;
    } else {
      parameters[name] = actual;
    }
  }
  return parameters;
}

function bySpecificity(left: Candidate<unknown>, right: Candidate<unknown>): number {
  return rank(left).localeCompare(rank(right));
}

/** Sorts fixed segments before parameters before a greedy one, position by position, then ANY behind a method. */
function rank({ segments, method }: Candidate<unknown>): string {
  const kinds = segments.map((segment) =>
    segment.endsWith('+}') ? '2' : segment.startsWith('{') ? '1' : '0',
  );
  return `${segments.at(-1)?.endsWith('+}') ? '1' : '0'}${kinds.join('')}${method === 'ANY' ? '1' : '0'}`;
}
