import { useView } from '../../shared/view/view.ts';

/** What the address narrows the log to; undefined: all. */
export interface AuditFilters {
  readonly actor: string | undefined;
  readonly action: string | undefined;
  /** Neither reads nor exports. */
  readonly changes: 'true' | undefined;
}

/** As the API takes them; what is no name of an action, typed by hand, is none. */
export function useAuditFilters(): AuditFilters {
  const { parameter } = useView();
  const action = parameter('action');
  return {
    actor: parameter('actor'),
    changes: parameter('changes') === 'true' ? 'true' : undefined,
    action: action !== undefined && /^[a-z_]{1,50}(?:\.[a-z_]{1,49})?$/.test(action) ? action : undefined,
  };
}
