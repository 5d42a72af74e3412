import { useRef, useState } from 'react';
import { signOut } from '../session/session.ts';
import { Button } from '../ui/button.tsx';
import styles from './account-menu.module.css';
import { applyTheme, chosenTheme, themes } from './theme.ts';

const labels = { system: 'As the device', light: 'Light', dark: 'Dark' };

/** How it looks, and the way out. */
export function AccountMenu() {
  const [theme, setTheme] = useState(chosenTheme);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        kind="quiet"
        aria-label="Appearance and sign-out"
        aria-haspopup="dialog"
        ref={button}
        onClick={() => {
          if (!menu.current || !button.current) return;
          menu.current.togglePopover();
          const { bottom, right } = button.current.getBoundingClientRect();
          menu.current.style.top = `${bottom + 4}px`;
          menu.current.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
        }}
      >
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="9" cy="6" r="3.2" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path
            d="M2.8 15.5a6.3 6.3 0 0 1 12.4 0"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </svg>
      </Button>
      <div
        ref={menu}
        popover="auto"
        className={styles['menu']}
        role="dialog"
        aria-label="Appearance and sign-out"
      >
        <fieldset className={styles['themes']}>
          <legend>Appearance</legend>
          {themes.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="theme"
                checked={theme === each}
                onChange={() => {
                  setTheme(each);
                  applyTheme(each);
                }}
              />
              {labels[each]}
            </label>
          ))}
        </fieldset>
        <Button onClick={() => void signOut()}>Sign out</Button>
      </div>
    </>
  );
}
