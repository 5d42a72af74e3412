/**
 * Names of providers, models and kinds of tasks are open vocabularies: whatever they are called out there, such as
 * `projects/…/models/claude-sonnet-4-5@20250929` or `o3-mini (high)`. The longest that is kept, in characters.
 */
export const LONGEST_NAME = { provider: 100, model: 250, taskType: 100 } as const;

/** Everything but control characters, line separators and what is no character. */
export const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Text without any of {@link UNPRINTABLE}. */
export const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;
