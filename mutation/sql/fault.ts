/** A piece of a text, and what stands there instead. */
export interface Fault {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** How a fault is written for people, and found again when its line has moved: the line, with what changes marked. */
export function describeFault(text: string, { start, end, replacement }: Fault): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const before = text.slice(lineStart, start);
  const after = text.slice(end, lineEnd < 0 ? undefined : lineEnd);
  return `${before}⟦${text.slice(start, end)} → ${replacement}⟧${after}`.replaceAll(/\s+/g, ' ').trim();
}

export function plantFault(text: string, { start, end, replacement }: Fault): string {
  // A space, so that what stood apart does not grow together.
  return `${text.slice(0, start)}${replacement === '' ? ' ' : replacement}${text.slice(end)}`;
}
