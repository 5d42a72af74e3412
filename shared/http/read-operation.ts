import * as z from 'zod';
import type { ValidRequest } from './operation.ts';
import type { Route } from './route.ts';

const named = z.object({ organization_id: z.guid() });
const byId = z.object({ id: z.guid() });

/** What an organization's data is asked with: parameters, a field of the body, or the path. Null: with none. */
export function organizationAsked(route: Route, { path, query, body }: ValidRequest): string | null {
  for (const part of [query, body]) {
    const { data } = named.safeParse(part);
    if (data) return data.organization_id;
  }
  if (!route.path.startsWith('/api/v1/organizations/{id}')) return null;
  return byId.safeParse(path).data?.id ?? null;
}

/** The organization that an answer says it is of. */
export const organizationAnswered = (answer: unknown): string | null =>
  named.safeParse(answer).data?.organization_id ?? null;

const rows = z.record(z.string(), z.unknown());
/** An organization as the list of them has it, that the caller is no member of. */
const foreign = z.object({ id: z.guid(), role: z.null() });

/** The organizations that the rows of an answer are of: each one of those that it lists and the caller is no member of. */
export function organizationsListed(answer: unknown): readonly string[] {
  const lists = Object.entries(rows.safeParse(answer).data ?? {});
  const ids = lists.flatMap(([name, list]) => {
    if (!Array.isArray(list)) return [];
    return list.map((row: unknown) =>
      name === 'organizations' ? foreign.safeParse(row).data?.id : named.safeParse(row).data?.organization_id,
    );
  });
  return [...new Set(ids.filter((id) => id !== undefined))];
}

const format = z.object({ format: z.string() });

/** Whether it only reads. What answers with a file writes an entry of its own: `export_data`. */
export function isRead(route: Route, { query }: ValidRequest): boolean {
  if (route.public === true || (route.method !== 'GET' && route.reads !== true)) return false;
  return route.files === undefined || format.safeParse(query).data?.format === 'json';
}
