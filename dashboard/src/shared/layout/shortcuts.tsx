import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useOrganization } from '../organization/organization-context.ts';
import { relativeRanges } from '../view/range.ts';
import { useView, type ViewState } from '../view/view.ts';
import { navigationOf } from './navigation.ts';

const Sheet = lazy(() => import('./shortcuts-sheet.tsx'));

const SEQUENCE_MS = 1500;

/** What can be done with the keyboard alone, and the sheet that says so. */
export function Shortcuts() {
  const [open, setOpen] = useState(false);
  const state = useView();
  const organization = useOrganization();
  const latest = useRef(state);
  useEffect(() => {
    latest.current = state;
  });
  useEffect(() => {
    let goneAt = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      if (event.key === '?') setOpen(true);
      else if (event.key === 'Escape') clearFilters(latest.current);
      else if (event.key === 'g') goneAt = event.timeStamp;
      else if (event.timeStamp - goneAt < SEQUENCE_MS) {
        goneAt = -Infinity;
        const page = navigationOf(organization).find(({ key }) => key === event.key);
        if (page) latest.current.go(page.path);
      } else {
        const range = relativeRanges.find(({ key }) => key === event.key);
        if (range) latest.current.change({ range: range.name });
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [organization]);
  if (!open) return null;
  return (
    <Suspense>
      <Sheet onClose={() => setOpen(false)} />
    </Suspense>
  );
}

function clearFilters({ view, change }: ViewState): void {
  if (view.provider !== undefined) change({ provider: undefined });
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=radio]), select, textarea, [contenteditable]')
  );
}
