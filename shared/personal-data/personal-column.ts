/**
 * What is done with a column that is about a person:
 *
 * - `export`: `copied` into the copy of their data, or not, because it says nothing to them or is somebody else's.
 * - `erasure`: `removed` (null, or a text that says so), `replaced` by a random id, or `kept`, for the reason that `what` gives.
 * - `retention`: ends with the `execution` (the organization's days), the `rejection`, the `log` (the stage's days), the `membership`,
 *   within `hours`, or is `kept` as long as the organization.
 * - `archive`: whether files of closed weeks may have it. Nothing that is erased may be in them.
 */
export interface PersonalColumn {
  readonly table: string;
  readonly column: string;
  /** What it is, and why it stays where it is kept. */
  readonly what: string;
  readonly export: 'copied' | 'left_out';
  readonly erasure: 'removed' | 'replaced' | 'kept';
  readonly retention: 'execution' | 'rejection' | 'log' | 'membership' | 'hours' | 'kept';
  readonly archive: 'left_out';
}

type Handling = Omit<PersonalColumn, 'table' | 'column' | 'what'>;

/** Columns of one table that are handled alike, each with what it is. */
export const columnsOf = (
  table: string,
  handling: Handling,
  columns: Readonly<Record<string, string>>,
): PersonalColumn[] =>
  Object.entries(columns).map(([column, what]) => ({ table, column, what, ...handling }));
