const SPECIAL: Readonly<Record<string, string>> = {
  github: 'GitHub',
  openai: 'OpenAI',
  api: 'API',
  ai: 'AI',
  aws: 'AWS',
  azure: 'Azure',
};

/**
 * A name of a message's open vocabulary as people write it: `github_copilot` is GitHub Copilot. What is no such
 * name (a model, say) stays as it is.
 */
export function readable(name: string): string {
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) return name;
  return name
    .split('_')
    .map((word) => SPECIAL[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** The same as the beginning of a sentence, other words in lower case: `code_generation` is Code generation. */
export function readableWords(name: string): string {
  if (!/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name)) return name;
  const text = name.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
