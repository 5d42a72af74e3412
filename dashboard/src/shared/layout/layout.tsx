import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Freshness } from '../live/freshness.tsx';
import { useOrganization, type Organization } from '../organization/organization-context.ts';
import { ViewLink } from '../view/view-link.tsx';
import { AccountMenu } from './account-menu.tsx';
import styles from './layout.module.css';
import { Logo } from '../ui/logo.tsx';
import { navigationOf } from './navigation.ts';
import { OrganizationSwitcher } from './organization-switcher.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Waiting } from './waiting.tsx';

interface LayoutProps {
  readonly organizations: readonly Organization[];
  readonly children: ReactNode;
}

/** What is around every page. */
export function Layout({ organizations, children }: LayoutProps) {
  const [path] = useLocation();
  const navigation = navigationOf(useOrganization());
  const main = useRef<HTMLElement>(null);
  const isCurrent = (page: string) =>
    page === '/' ? path === '/' : path === page || path.startsWith(`${page}/`);
  const pages = useRef<HTMLUListElement>(null);
  const position = 1 + navigation.findIndex((page) => isCurrent(page.path));
  useEffect(() => {
    // On a phone they scroll sideways, and the one that is shown is not to be out of sight.
    const link = pages.current?.querySelector<HTMLElement>(`:nth-child(${position}) > a`);
    if (!pages.current || !link) return;
    const { offsetLeft, offsetWidth } = link;
    pages.current.scrollLeft = offsetLeft + offsetWidth / 2 - pages.current.clientWidth / 2;
  }, [position]);
  return (
    <>
      <a
        className={`visually-hidden ${styles['skip']}`}
        href="#main"
        onClick={(event) => {
          // The address is the view's; a fragment has no place in it.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the content
      </a>
      <header className={styles['header']}>
        <ViewLink to="/" className={styles['brand']}>
          <Logo /> Payback
        </ViewLink>
        <OrganizationSwitcher organizations={organizations} />
        <span className={styles['spacer']} />
        <Freshness />
        <AccountMenu />
      </header>
      <div className={styles['body']}>
        <nav className={styles['navigation']} aria-label="Pages">
          <ul ref={pages}>
            {navigation.map(({ path: page, label }) => (
              <li key={page}>
                <ViewLink to={page} current={isCurrent(page)}>
                  {label}
                </ViewLink>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main" ref={main} className={styles['main']} tabIndex={-1}>
          <Waiting />
          {children}
        </main>
      </div>
      <Shortcuts />
    </>
  );
}
