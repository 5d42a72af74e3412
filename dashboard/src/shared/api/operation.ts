import type { ZodType } from 'zod';
import type * as z from 'zod';
import type { Route } from '../../../../shared/http/route.ts';

/** `GET /api/v1/…`: how an operation of the contract is named here. A name that is not in the contract does not compile. */
export type OperationName<R extends Route> = `${R['method']} ${R['path']}`;

type InputOf<Schema> = Schema extends ZodType ? z.input<Schema> : never;

/** What of a request the contract asks for. */
export interface RequestOf<R extends Route> {
  readonly path?: InputOf<NonNullable<R['pathParameters']>>;
  readonly query?: InputOf<NonNullable<R['query']>>;
  readonly body?: InputOf<NonNullable<R['body']>>;
}

export type ResultOf<R extends Route> = z.output<NonNullable<R['result']>>;
