import type { ZodType } from 'zod';
import type * as z from 'zod';
import { problemDetails } from '../shared/http/problem-contract.ts';
import type { Target } from './target/target.ts';
import { Trouble } from './trouble.ts';

/** A route of a contract. */
interface Asked<Result extends ZodType> {
  readonly method: string;
  readonly path: string;
  readonly result?: Result;
}

export interface Given {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** What of a target the API is asked at; without a token for what is public. */
type Asking = Pick<Target, 'apiUrl' | 'isLocal'> & { readonly token: Target['token'] | undefined };

/** Asks the API. @throws Trouble with what the API says is wrong */
export async function request(
  target: Asking,
  { method, path }: Pick<Asked<ZodType>, 'method' | 'path'>,
  given: Given = {},
): Promise<Response> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(given.path?.[name] ?? ''),
  );
  const url = new URL(`${target.apiUrl}${filled}`);
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers = {
    ...(target.token && { authorization: `Bearer ${await target.token()}` }),
    ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      ...(given.signal && { signal: given.signal }),
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    });
  } catch (error) {
    throw new Trouble(
      `The API at ${target.apiUrl} does not answer. ${causeOf(error)}`,
      target.isLocal ? 'Start Payback with npm start.' : 'Check the network, and the alarms of the stage.',
    );
  }
  if (!response.ok) throw await troubleOf(response, target);
  return response;
}

/** Asks the API, and reads its answer by the contract. */
export async function call<Result extends ZodType>(
  target: Asking,
  route: Asked<Result>,
  given: Given = {},
): Promise<z.output<Result>> {
  const response = await request(target, route, given);
  if (route.result === undefined) throw new Error(`${route.path} answers with nothing`);
  return route.result.parse(response.status === 204 ? null : await response.json());
}

async function troubleOf(response: Response, { isLocal }: Asking): Promise<Trouble> {
  const text = await response.text();
  const problem = problemDetails.safeParse(parsed(text));
  if (!problem.success) return new Trouble(`The API answers ${response.status}: ${text.slice(0, 200)}`);
  const { title, detail } = problem.data;
  const after = response.headers.get('retry-after');
  const hints = [
    ...(after === null ? [] : [`Try again in ${after} s.`]),
    ...(response.status === 404 && isLocal && detail?.includes('you may see')
      ? [
          "organizations list has the ids; an organization's data is for its members: name one with --as (members list).",
        ]
      : []),
  ];
  return new Trouble(`${title} (${response.status}): ${detail ?? ''}`.trim(), hints.join(' ') || undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function causeOf(error: unknown): string {
  const cause = Error.isError(error) && Error.isError(error.cause) ? error.cause : error;
  return Error.isError(cause) ? cause.message : String(cause);
}

interface Page {
  readonly next_cursor: string | null;
}

/** What all pages of a list hold. @param read the page after a cursor */
export async function all<Read extends Page, Item>(
  read: (cursor: string | undefined) => Promise<Read>,
  itemsOf: (page: Read) => readonly Item[],
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...itemsOf(page));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
