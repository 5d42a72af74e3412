import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { ZodObject, ZodType } from 'zod';
import type { Route, Routes } from './route.ts';
import { callerOf, nobody, type Caller } from './caller.ts';
import type { Download, Elsewhere } from './download.ts';
import { jsonBody } from './json-body.ts';
import type { Written } from './response.ts';
import { parseBody, parseParameters } from './validation.ts';

export interface ValidRequest<Path = unknown, Query = unknown, Body = unknown> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** When API Gateway received the request: the clock of everything that it does. */
  readonly now: Date;
  /** Nobody, where the route is public. */
  readonly caller: Caller;
}

export interface Operation<Implemented extends Route = Route> {
  readonly route: Implemented;
  /** A method, so that an operation with narrower parameters is assignable: {@link validate} narrows them. */
  respond(request: ValidRequest): Promise<unknown>;
}

/** What implements a contract's routes: each by an operation of its own, and nothing else. */
export type Operations<All extends Routes> = { readonly [Name in keyof All]: Operation<All[Name]> };

/**
 * Joins a route of the contract to its implementation, which gets parsed input and must give the declared result, maybe as
 * it is written already, or one of the declared files.
 */
export function operation<
  Path extends ZodObject,
  Query extends ZodObject,
  Body extends ZodType,
  Result extends ZodType,
  Implemented extends Route<Path, Query, Body, Result>,
>(
  route: Implemented & Route<Path, Query, Body, Result>,
  respond: (
    request: ValidRequest<z.output<Path>, z.output<Query>, z.output<Body>>,
  ) => Promise<z.input<Result> | Written | Download | Elsewhere>,
): Operation<Implemented> {
  return { route, respond };
}

const nothing = z.strictObject({});

/** @throws Problem 401 without an access token that is needed, or 400 that names what is wrong with the request */
export function validate(route: Route, event: APIGatewayProxyEventV2): ValidRequest {
  const caller = route.public ? nobody : callerOf(event);
  return {
    caller,
    path: parseParameters(route.pathParameters ?? nothing, event.pathParameters ?? {}),
    query: parseParameters(route.query ?? nothing, event.queryStringParameters ?? {}),
    body: route.body && parseBody(route.body, jsonBody(event)),
    now: new Date(event.requestContext.timeEpoch),
  };
}
