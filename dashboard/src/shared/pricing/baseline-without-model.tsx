import { Notice } from '../ui/notice.tsx';

/** What a baseline without a model is worth. */
export function BaselineWithoutModel() {
  return (
    <Notice kind="warning">
      This baseline names no model. It is priced only by prices for any model that an operator or a contract
      has set; without one, nothing can be compared with it.
    </Notice>
  );
}
