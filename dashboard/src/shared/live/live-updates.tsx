import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { useOrganization } from '../organization/organization-context.ts';
import { readAgain } from './read-again.ts';
import { startUpdates, type Connection } from './updates.ts';

const ConnectionContext = createContext<Connection>('connecting');

/** How changes get here right now. */
export const useConnection = (): Connection => useContext(ConnectionContext);

/** Reads again what is shown when the API says that figures have changed, or else every 30 seconds. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const { id } = useOrganization();
  const client = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(
    () =>
      startUpdates({
        organizationId: id,
        onChanged: () => void readAgain(client),
        onConnection: setConnection,
      }),
    [id, client],
  );
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}
