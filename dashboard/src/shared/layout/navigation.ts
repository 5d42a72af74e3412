/** The pages, in the order of the navigation; each key goes there after a g. */
export const navigation = [
  { path: '/', label: 'Overview', key: 'o' },
  { path: '/executions', label: 'Executions', key: 'e' },
  { path: '/summary', label: 'Executive summary', key: 's' },
  { path: '/routing', label: 'Routing quality', key: 'q' },
  { path: '/review', label: 'Review queue', key: 'r' },
  { path: '/prices', label: 'Price book', key: 'p' },
  { path: '/settings', label: 'Settings', key: 't' },
  { path: '/help', label: 'Help', key: 'h' },
] as const;
