import type { createApiKey } from '../../../../../lambdas/organizations/api-keys/contract.ts';
import type { ResultOf } from '../../../shared/api/operation.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { CopyButton } from '../../../shared/ui/copy-button.tsx';
import { Dialog } from '../../../shared/ui/dialog.tsx';
import { formStyles } from '../../../shared/ui/field.tsx';
import { Notice } from '../../../shared/ui/notice.tsx';
import styles from '../settings.module.css';

interface NewKeyProps {
  readonly made: ResultOf<typeof createApiKey>;
  readonly onClose: () => void;
}

/** A key that was made, for the only time that anybody sees it. */
export function NewKey({ made: { name, key }, onClose }: NewKeyProps) {
  return (
    <Dialog title={`The key of ${name}`} onClose={onClose}>
      <div className={formStyles.form}>
        <Notice kind="warning">
          Copy it now and keep it where secrets are kept: it is not shown again. Whoever has it may what it
          may.
        </Notice>
        <pre className={styles['code']} tabIndex={0} aria-label="The key">
          {key}
        </pre>
        <p>
          Send it as <code>Authorization: Bearer {key.slice(0, 12)}…</code>
        </p>
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Done</Button>
          <CopyButton label="Copy the key" kind="primary" text={key} />
        </div>
      </div>
    </Dialog>
  );
}
