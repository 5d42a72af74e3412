import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { formStyles } from './field.tsx';
import { ProblemNotice } from './notice.tsx';

/** What the API says is wrong with one field of the request, by its name there. */
export type ErrorOf = (field: string) => string | undefined;

interface FormDialogProps {
  readonly title: string;
  /** What the button says, and while it is being done. */
  readonly action: string;
  readonly doing: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** The fields. What they ask for is said beside them, anything else that is wrong above the buttons. */
  readonly children: (errorOf: ErrorOf) => ReactNode;
}

/** A form in a dialog, with what is wrong, a way out, and the button that sends it. */
export function FormDialog(props: FormDialogProps) {
  const { title, action, doing, isPending, error, onSubmit, onClose, children } = props;
  const problem = error instanceof ApiProblem ? error : undefined;
  const told = new Set<string>();
  const fields = children((field) => {
    told.add(field);
    return problem?.fieldError(field);
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={formStyles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {fields}
        {error && !isToldBy(told, problem) && <ProblemNotice error={error} />}
        <div className={formStyles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" disabled={isPending}>
            {isPending ? doing : action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Whether everything that is wrong stands beside a field. */
function isToldBy(told: ReadonlySet<string>, problem: ApiProblem | undefined): boolean {
  const errors = problem?.details.errors ?? [];
  return errors.length > 0 && errors.every(({ field, parameter }) => told.has(field ?? parameter ?? ''));
}
