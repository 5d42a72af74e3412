const SPECIAL: Readonly<Record<string, string>> = {
  github: 'GitHub',
  openai: 'OpenAI',
  api: 'API',
  ai: 'AI',
  aws: 'AWS',
  azure: 'Azure',
};

const isWords = (name: string): boolean => /^[a-z0-9]+(_[a-z0-9]+)*$/.test(name);

/**
 * A name of a message's open vocabulary as people write it: `github_copilot` is GitHub Copilot. Any other text, such as
 * the name of a model, stays as it is.
 */
export function readable(name: string): string {
  if (!isWords(name)) return name;
  return name
    .split('_')
    .map((word) => SPECIAL[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** The same within a sentence: `code_generation` is code generation. */
export const inWords = (name: string): string => (isWords(name) ? name.replaceAll('_', ' ') : name);

/** The same as the beginning of a sentence: `code_generation` is Code generation. */
export function readableWords(name: string): string {
  if (!isWords(name)) return name;
  const text = inWords(name);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
