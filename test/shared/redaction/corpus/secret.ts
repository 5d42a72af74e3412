export interface Secret {
  readonly name: string;
  /** What must not be left of `text`. */
  readonly secret: string;
  readonly text: string;
}
