import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { formStyles } from './field.tsx';
import { ProblemNotice } from './notice.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What the button says, and while it is being done. */
  readonly action: string;
  readonly doing: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something that is not easily taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, action, doing, isPending, error, onConfirm, onClose, children } = props;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={formStyles.form}>
        <p>{children}</p>
        {error && <ProblemNotice error={error} />}
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" disabled={isPending} onClick={onConfirm}>
            {isPending ? doing : action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
