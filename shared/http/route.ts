import type { ZodObject, ZodType } from 'zod';

/**
 * One operation of the HTTP API: what the infrastructure routes, the function validates and OpenAPI documents.
 * Everything about an operation that more than one of them needs is here, and only here.
 */
export interface Route<
  PathParameters extends ZodObject = ZodObject,
  Query extends ZodObject = ZodObject,
  Body extends ZodType = ZodType,
  Result extends ZodType = ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/v1/${string}`;
  /** Unique name of the operation, camelCase; OpenAPI's operationId. */
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  /** OpenAPI tag, a heading of the reference. */
  readonly tag: string;
  /** Set where it changes nothing of an organization, though it is no GET: the audit log takes it for a read. */
  readonly reads?: true;
  /** Set for the few operations that need no access token. */
  readonly public?: true;
  readonly pathParameters?: PathParameters;
  readonly query?: Query;
  readonly body?: Body;
  readonly status: 200 | 201 | 202 | 204;
  readonly result?: Result;
  /** What else it may answer with: media types of files, each with what is in them. */
  readonly files?: Readonly<Record<string, string>>;
  /** Set where a file may be at another address: what the 303 leads to. */
  readonly elsewhere?: string;
  /** Of a GET: refusals that others do not have. */
  readonly refuses?: readonly ('forbidden' | 'conflict')[];
}

/** The operations of one function, by name. */
export type Routes = Readonly<Record<string, Route>>;

/** Keeps the exact types of a route, so that what implements it and what calls it are checked against them. */
export function route<
  const Method extends Route['method'],
  const Path extends Route['path'],
  PathParameters extends ZodObject,
  Query extends ZodObject,
  Body extends ZodType,
  Result extends ZodType,
>(
  definition: Route<PathParameters, Query, Body, Result> & { readonly method: Method; readonly path: Path },
): Route<PathParameters, Query, Body, Result> & { readonly method: Method; readonly path: Path } {
  return definition;
}
