import { MOST_LABELS, type ExecutionData } from './contract.ts';

/** Keeps as many labels as are allowed, the first that were sent. @returns a note where there were more */
export function keepLabels(data: ExecutionData): string[] {
  const entries = Object.entries(data.labels ?? {});
  if (entries.length <= MOST_LABELS) return [];
  data.labels = Object.fromEntries(entries.slice(0, MOST_LABELS));
  return [`data.labels: cut to ${MOST_LABELS}`];
}
