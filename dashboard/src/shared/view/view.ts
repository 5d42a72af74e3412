import { useLocation, useSearch } from 'wouter';
import { viewOf, type View } from './view-of.ts';
import { DEFAULT_RANGE } from './range.ts';

/** Parameters of the pages themselves; undefined takes one away. */
export type PageParameters = Readonly<Record<string, string | undefined>>;

const SHARED = ['org', 'range', 'provider'];

export interface ViewState {
  readonly view: View;
  /** A parameter that only this page knows. */
  readonly parameter: (name: string) => string | undefined;
  /** The address of a page, with what is looked at now, except for the changes. */
  readonly href: (path: string, changes?: PageParameters) => string;
  /** Changes parameters of this page's address: an entry of its own in the history, unless it replaces this one. */
  readonly change: (changes: PageParameters, options?: { readonly replace?: boolean }) => void;
  /** Goes to another page. */
  readonly go: (path: string, changes?: PageParameters) => void;
}

export function useView(): ViewState {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const parameters = new URLSearchParams(search);
  const value = (name: string) => parameters.get(name) ?? undefined;
  const kept = (names: readonly string[]) =>
    Object.fromEntries([...parameters].filter(([name]) => names.includes(name)));
  const href = (to: string, changes: PageParameters = {}) => addressOf(to, { ...kept(SHARED), ...changes });
  return {
    view: viewOf(parameters),
    parameter: value,
    href,
    change: (changes, options) =>
      navigate(addressOf(path, { ...Object.fromEntries(parameters), ...changes }), options),
    go: (to, changes) => navigate(href(to, changes)),
  };
}

function addressOf(path: string, parameters: PageParameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === '') continue;
    if (name === 'range' && value === DEFAULT_RANGE) continue;
    search.set(name, value);
  }
  const text = search.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  return text === '' ? path : `${path}?${text}`;
}
