import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly text: ReactNode;
  readonly className?: string | undefined;
  /** Escape, which hides it, is also what undoes the choice that it describes. */
  readonly passesEscape?: boolean;
  /** What it belongs to; gets the id of the description, and should be focusable. */
  readonly children: (describedBy: string) => ReactNode;
}

const GAP = 6;
const EDGE = 8;
/** Long enough to move the pointer from what it belongs to into it. */
const LEAVE_MS = 120;

/**
 * A description that shows while the pointer is on what it describes or on itself, or the focus is on it. Escape hides
 * it (WCAG 1.4.13).
 */
export function Tooltip({ text, className, passesEscape = false, children }: TooltipProps) {
  const id = useId();
  const holder = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLSpanElement>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [shown, setShown] = useState(false);
  const show = () => {
    clearTimeout(leaving.current);
    setShown(true);
  };
  const leave = () => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => setShown(false), LEAVE_MS);
  };

  useEffect(() => {
    if (!shown || !box.current || !holder.current) return undefined;
    box.current.showPopover();
    place(box.current, holder.current.getBoundingClientRect());
    const hide = () => setShown(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      if (!passesEscape) event.stopPropagation();
      hide();
    };
    addEventListener('keydown', onKey, true);
    addEventListener('scroll', hide, true);
    return () => {
      removeEventListener('keydown', onKey, true);
      removeEventListener('scroll', hide, true);
    };
  }, [shown, passesEscape]);
  useEffect(() => () => clearTimeout(leaving.current), []);

  return (
    <span
      ref={holder}
      className={classNames(styles['holder'], className)}
      onPointerEnter={show}
      onPointerLeave={leave}
      onFocus={show}
      onBlur={leave}
    >
      {children(id)}
      {shown ? (
        <span ref={box} id={id} role="tooltip" popover="manual" className={styles['tooltip']}>
          {text}
        </span>
      ) : (
        <span id={id} hidden>
          {text}
        </span>
      )}
    </span>
  );
}

/** Below what it belongs to, or above where there is no room; never beyond the edges of the window. */
function place(box: HTMLElement, target: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const below = target.bottom + GAP;
  const top = below + height > innerHeight - EDGE ? Math.max(EDGE, target.top - GAP - height) : below;
  const middle = target.left + target.width / 2 - width / 2;
  box.style.left = `${Math.max(EDGE, Math.min(middle, innerWidth - EDGE - width))}px`;
  box.style.top = `${top}px`;
}
