import { useState } from 'react';
import type { createApiKey } from '../../../../../lambdas/organizations/api-keys/contract.ts';
import { useWrite } from '../../../shared/api/use-write.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { SelectField, TextField } from '../../../shared/ui/field.tsx';
import { FormDialog } from '../../../shared/ui/form-dialog.tsx';
import { NewKey } from './new-key.tsx';

const DAY_MS = 86_400_000;
const access = [
  { value: 'read', label: 'Read' },
  { value: 'write', label: 'Read and write' },
] as const;
const lifetimes = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '180', label: 'In 180 days' },
  { value: '365', label: 'In a year' },
] as const;

/** Asks what a key is for, makes it, and shows it once. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { id } = useOrganization();
  const create = useWrite<typeof createApiKey>('POST /api/v1/organizations/{id}/api-keys');
  const [name, setName] = useState('');
  const [scope, setScope] = useState<(typeof access)[number]['value']>('read');
  const [days, setDays] = useState<(typeof lifetimes)[number]['value']>('90');
  if (create.data) return <NewKey made={create.data} onClose={onClose} />;
  const submit = () => {
    const expires_at = new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    create.mutate({ path: { id }, body: { name: name.trim(), scopes: [scope], expires_at } });
  };
  return (
    <FormDialog
      title="Create an API key"
      action="Create the key"
      doing="Creating…"
      isPending={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <TextField
            label="Name"
            required
            maxLength={100}
            autoComplete="off"
            hint="What it is for, such as the program that uses it."
            value={name}
            onChange={setName}
            error={errorOf('name')}
          />
          <SelectField
            label="Access"
            value={scope}
            options={access}
            onChange={setScope}
            hint="To write is what an admin may, but for members, API keys and what takes a person."
            error={errorOf('scopes')}
          />
          <SelectField
            label="Ends"
            value={days}
            options={lifetimes}
            onChange={setDays}
            error={errorOf('expires_at')}
          />
        </>
      )}
    </FormDialog>
  );
}
