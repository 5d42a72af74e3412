/**
 * Names of providers, models and kinds of tasks are open vocabularies: whatever they are called out there, such as
 * `projects/…/models/claude-sonnet-4-5@20250929` or `o3-mini (high)`. The longest that is kept, in characters.
 */
export const LONGEST_NAME = { provider: 100, model: 250, taskType: 100 } as const;

/** Everything but control characters, line separators and what is no character. */
export const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Text without any of {@link UNPRINTABLE}. */
export const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

/** What nobody sees: {@link UNPRINTABLE}, and what fonts draw as nothing, such as fillers and selectors of variants. */
export const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Control characters besides tabs and line ends, and what makes text read otherwise than it is written (Trojan Source). */
export const MISLEADING = /[^\P{Cc}\t\r\n]|[\u{202A}-\u{202E}\u{2066}-\u{2069}]/u;
