/** What of a request is in its address. */
export interface Addressed {
  readonly path?: unknown;
  readonly query?: unknown;
}

/** @param template a path whose `{name}` are replaced by the parameters of that name */
export function addressOf(template: string, { path, query }: Addressed): string {
  const parameters = new Map(entriesOf(path));
  const address = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(parameters.get(key) ?? ''),
  );
  const search = new URLSearchParams(entriesOf(query)).toString();
  return search === '' ? address : `${address}?${search}`;
}

function entriesOf(values: unknown): [string, string][] {
  return Object.entries(values ?? {}).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === null || value === '' ? [] : [[key, String(value)]],
  );
}
