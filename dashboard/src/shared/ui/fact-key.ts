/**
 * Tells facts apart that are shown together. Some have a name that whoever sends messages chose: it may be that of a fact
 * of the page's own, or read the same as another.
 * @param chosen what kind of name that is, and the name as it was sent; undefined: the label is the page's own
 */
export function factKey({ label, chosen }: FactName): string {
  return JSON.stringify(chosen === undefined ? [label] : [chosen.kind, chosen.name]);
}

export interface FactName {
  readonly label: string;
  readonly chosen?: { readonly kind: 'label' | 'usage'; readonly name: string } | undefined;
}
