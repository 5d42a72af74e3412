const KEY = 'payback.font';
const FAMILY = 'Inter Variable';

/** Long after the first figures: on a first visit, 48 KB of font would come instead of them. */
const LOAD_AFTER_MS = 4_000;

/** Has the page in its own font if this device has had it before: text does not change while somebody reads it. */
export function applyFont(): void {
  if (localStorage.getItem(KEY) !== null) document.documentElement.dataset['font'] = 'inter';
}

/** Gets the font for the next page. */
export function loadFont(): void {
  if (localStorage.getItem(KEY) !== null) return;
  setTimeout(() => {
    document.fonts.load(`1em '${FAMILY}'`).then(
      () => localStorage.setItem(KEY, 'inter'),
      () => undefined,
    );
  }, LOAD_AFTER_MS);
}
