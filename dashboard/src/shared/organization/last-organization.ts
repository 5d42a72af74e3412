const KEY = 'payback.organization';

export const lastOrganization = (): string | null => localStorage.getItem(KEY);

export const rememberOrganization = (id: string): void => localStorage.setItem(KEY, id);
