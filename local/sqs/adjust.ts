type Method = (...args: unknown[]) => unknown;

/** Puts another method in the place of one of a library's, which calls it or does not. @param owner a prototype or a class */
export function adjust(
  owner: object,
  name: string,
  call: (original: Method, self: unknown, args: unknown[]) => unknown,
): void {
  const original: Method = Reflect.get(owner, name);
  Object.defineProperty(owner, name, {
    value(this: unknown, ...args: unknown[]) {
      return call(original, this, args);
    },
  });
}
