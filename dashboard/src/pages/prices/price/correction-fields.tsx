import { formStyles } from '../../../shared/ui/field.tsx';
import type { ErrorOf } from '../../../shared/ui/form-dialog.tsx';
import { AmountFields } from '../shared/amount-fields.tsx';
import type { Price } from '../shared/price.ts';
import { ReasonField } from '../shared/reason-field.tsx';
import { timeInForceFields } from '../shared/time-in-force-fields.tsx';
import type { CorrectionDraft } from './correction-draft.ts';

interface CorrectionFieldsProps {
  readonly price: Price;
  readonly draft: CorrectionDraft;
  readonly onChange: (draft: CorrectionDraft) => void;
  readonly errorOf: ErrorOf;
}

/** What can be wrong with a price, and why it is. */
export function CorrectionFields({ price, draft, onChange, errorOf }: CorrectionFieldsProps) {
  return (
    <>
      <div className={formStyles.row}>
        <AmountFields
          amount={draft.amount}
          unit={price.pricing_model}
          onChange={(amount) => onChange({ ...draft, amount })}
          error={errorOf('cost_per_unit')}
        />
        {timeInForceFields({
          now: price,
          days: draft,
          onChange: (days) => onChange({ ...draft, ...days }),
          errorOf,
        })}
      </div>
      <ReasonField
        value={draft.reason}
        onChange={(reason) => onChange({ ...draft, reason })}
        error={errorOf('reason')}
      />
    </>
  );
}
