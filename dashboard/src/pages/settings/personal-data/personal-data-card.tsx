import { useState } from 'react';
import type { exportUserData } from '../../../../../lambdas/user-data/contract.ts';
import { Downloads } from '../../../shared/download/downloads.tsx';
import { mayManage, useOrganization } from '../../../shared/organization/organization-context.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Card } from '../../../shared/ui/card.tsx';
import { TextField } from '../../../shared/ui/field.tsx';
import styles from '../settings.module.css';
import { EraseDialog } from './erase-dialog.tsx';
import { Erasures } from './erasures.tsx';

/** A copy of one's own data, and its end; for admins also of somebody whom they name. */
export function PersonalDataCard() {
  const organization = useOrganization();
  const [typed, setTyped] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const userId = typed.trim() === '' ? undefined : typed.trim();
  const query = { organization_id: organization.id, user_id: userId };
  return (
    <Card
      title="Your data"
      note="What is stored of the tasks that you ran, and of what you did here. An admin links you to the id that messages have for you."
    >
      <div className={styles['stack']}>
        {mayManage(organization) && (
          <TextField
            label="Somebody else’s id in messages"
            maxLength={1000}
            autoComplete="off"
            spellCheck={false}
            hint="Leave it empty for your own data."
            value={typed}
            onChange={setTyped}
          />
        )}
        <Downloads<typeof exportUserData>
          name="GET /api/v1/user/data/export"
          files={[{ label: 'Download a copy', request: { query }, filename: 'personal-data.json' }]}
        />
        <div>
          <Button onClick={() => setIsAsking(true)}>
            {userId === undefined ? 'Erase my data' : 'Erase their data'}
          </Button>
        </div>
        <Erasures />
      </div>
      {isAsking && (
        <EraseDialog
          userId={userId}
          onErased={() => {
            setTyped('');
            setIsAsking(false);
          }}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Card>
  );
}
