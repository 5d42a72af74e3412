export const stageNames = ['dev', 'prod'] as const;
type Stage = (typeof stageNames)[number];

/** A stage, or a cell of one (`prod-1`), which comes as its stage does and has names of its own. */
export type StageName = Stage | `${Stage}-${string}`;

// A bucket's name has 63 characters, and those that end in the stack's id leave two for the cell.
const NAME = /^(?:dev|prod)(?:-[a-z0-9]{1,2})?$/;

export const isStageName = (text: unknown): text is StageName => typeof text === 'string' && NAME.test(text);

/** What a name of a stage may be, for messages. */
export const STAGE_NAMES = `${stageNames.join(' or ')}, or a cell of one such as prod-1`;

/** The stage that a cell comes as. */
export const stageOfCell = (name: StageName): Stage => (name.startsWith('prod') ? 'prod' : 'dev');

/** As the names of its stacks end: `Prod`, `Prod1`. */
export const stackSuffix = (name: StageName): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
