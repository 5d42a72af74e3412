import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useView, type PageParameters } from './view.ts';

interface ViewLinkProps {
  /** Path of the page. */
  readonly to: string;
  readonly changes?: PageParameters;
  readonly className?: string | undefined;
  readonly current?: boolean;
  /** For those who do not see what is around it; has what is seen of it in it. */
  readonly label?: string | undefined;
  readonly children: ReactNode;
}

/** A link within the dashboard that keeps organization, range and provider. */
export function ViewLink({ to, changes, className, current, label, children }: ViewLinkProps) {
  const { href } = useView();
  return (
    <Link
      href={href(to, changes)}
      className={className}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
