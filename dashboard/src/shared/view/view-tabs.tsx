import { useLocation } from 'wouter';
import { useView } from './view.ts';
import { ViewLink } from './view-link.tsx';
import styles from './view-tabs.module.css';

interface ViewTabsProps<Name extends string> {
  /** What the tabs are the parts of. */
  readonly label: string;
  /** The first is what a page without the parameter `tab` shows. */
  readonly tabs: readonly { readonly name: Name; readonly label: string }[];
  readonly current: Name;
}

/** The parts of a page, each with an address of its own: the parameter `tab`. */
export function ViewTabs<Name extends string>({ label, tabs, current }: ViewTabsProps<Name>) {
  const [path] = useLocation();
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {tabs.map(({ name, label: text }, index) => (
        <ViewLink
          key={name}
          to={path}
          changes={{ tab: index === 0 ? undefined : name }}
          current={name === current}
        >
          {text}
        </ViewLink>
      ))}
    </nav>
  );
}

/** The tab of the address; what is none of them is the first. */
export function useTab<Name extends string>(tabs: ViewTabsProps<Name>['tabs'], first: Name): Name {
  const asked = useView().parameter('tab');
  return tabs.find(({ name }) => name === asked)?.name ?? first;
}
