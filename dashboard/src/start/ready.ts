/** Waits until there is a page to show something in, and styles to show it with. */
export async function ready(): Promise<void> {
  if (document.readyState === 'loading') await once(document, 'DOMContentLoaded');
  const styles = document.querySelector<HTMLLinkElement>('link[rel="stylesheet"]');
  if (styles && !styles.sheet) await Promise.race([once(styles, 'load'), once(styles, 'error')]);
}

const once = (target: EventTarget, name: string): Promise<unknown> =>
  new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
