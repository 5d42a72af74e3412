import type { Summary } from '../read-summary.ts';

const SPECIAL: Readonly<Record<string, string>> = {
  github: 'GitHub',
  openai: 'OpenAI',
  api: 'API',
  ai: 'AI',
  aws: 'AWS',
};

const isWords = (name: string) => /^[a-z0-9]+(_[a-z0-9]+)*$/.test(name);

/** A provider as people write it: `github_copilot` is GitHub Copilot. What is no such name stays as it is. */
export function providerName(name: string): string {
  if (!isWords(name)) return name;
  return name
    .split('_')
    .map((word) => SPECIAL[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

/** `code_generation` is code generation. */
export const taskTypeName = (name: string): string => (isWords(name) ? name.replaceAll('_', ' ') : name);

/** What savings are against, in words. */
export function baselineName({ baselines }: Pick<Summary, 'baselines'>): string {
  const names = baselines.map(({ provider, model }) =>
    model === null ? providerName(provider) : `${providerName(provider)} ${model}`,
  );
  return names.length === 0 ? 'a baseline that is not set' : names.join(', then ');
}
