/** Waits until all have succeeded or failed, but no longer than `seconds`. */
export async function settleWithin(seconds: number, promises: Iterable<Promise<unknown>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([Promise.allSettled(promises), patience]);
  clearTimeout(timer);
}
