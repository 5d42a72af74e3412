import { mayManage, type Organization } from '../organization/organization-context.ts';

/**
 * Every page's address; the first that matches is shown. Those with a label are in the navigation, in this order; each
 * key goes there after a g. Those of managers are shown to admins and operators alone. Components, accessibility tests and screenshots are keyed by it.
 */
const pages = [
  { path: '/', label: 'Overview', key: 'o' },
  { path: '/executions', label: 'Executions', key: 'e' },
  { path: '/executions/:id' },
  { path: '/unpriced' },
  { path: '/summary', label: 'Executive summary', key: 's' },
  { path: '/routing', label: 'Routing quality', key: 'q' },
  { path: '/review', label: 'Review queue', key: 'r' },
  { path: '/prices', label: 'Price book', key: 'p' },
  { path: '/prices/new' },
  { path: '/prices/:id' },
  { path: '/settings', label: 'Settings', key: 't' },
  { path: '/audit', label: 'Audit log', key: 'l', managers: true },
  { path: '/help', label: 'Help', key: 'h' },
] as const;

export type PagePath = (typeof pages)[number]['path'];

export const paths: readonly PagePath[] = pages.map(({ path }) => path);

const navigation = pages.flatMap((page) => ('label' in page ? [page] : []));

/** The navigation of somebody in the organization. */
export const navigationOf = (organization: Organization) =>
  navigation.filter((page) => !('managers' in page) || mayManage(organization));
