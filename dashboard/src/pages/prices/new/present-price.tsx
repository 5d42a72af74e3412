import type { listPrices } from '../../../../../lambdas/pricing/prices/contract.ts';
import { useRead } from '../../../shared/api/use-read.ts';
import { quotedPrice } from '../../../shared/format/units.ts';
import { useOrganization } from '../../../shared/organization/organization-context.ts';
import { Notice } from '../../../shared/ui/notice.tsx';
import { isDay } from '../../../shared/view/days.ts';
import { ViewLink } from '../../../shared/view/view-link.tsx';
import { bookInstant, isSameLine, timeInForce } from '../shared/price.ts';
import { conditionText, type NewPriceDraft } from './new-price-draft.ts';
import { useSettled } from './use-settled.ts';

/** The price that is in force where a new one is to begin: what the new one closes. */
export function PresentPrice({ draft }: { readonly draft: NewPriceDraft }) {
  const { id } = useOrganization();
  const { scope, provider, model, taskType, from } = useSettled(draft);
  const { data } = useRead<typeof listPrices>(
    'GET /api/v1/pricing',
    { query: { organization_id: id, scope, provider, model, task_type: taskType, at: from, limit: 200 } },
    { enabled: provider !== '' && isDay(from) },
  );
  const line = {
    organization_id: draft.scope === 'contract' ? id : null,
    provider: draft.provider,
    model: draft.model === '' ? null : draft.model,
    task_type: draft.taskType === '' ? null : draft.taskType,
    service_tier: conditionText(draft.serviceTier),
    speed: conditionText(draft.speed),
    inference_geo: conditionText(draft.inferenceGeo),
    pricing_model: draft.unit,
    above_input_tokens: Number(draft.aboveInputTokens),
    daily_start: draft.dailyStart,
    daily_end: draft.dailyEnd,
  };
  const present = data?.prices.find((price) => isSameLine(price, line));
  if (!present || !isDay(draft.from)) return null;
  const startsThen = present.effective_date?.startsWith(`${draft.from}T00:00:00`) ?? false;
  return (
    <Notice actions={<ViewLink to={`/prices/${present.id}`}>Show it</ViewLink>}>
      In force on {bookInstant(`${draft.from}T00:00:00Z`)}:{' '}
      {quotedPrice(present.cost_per_unit, present.pricing_model)}, {timeInForce(present)}.{' '}
      {present.end_date === null && !startsThen
        ? 'It ends where the new price begins.'
        : 'The new price would overlap it: correct that one instead.'}
    </Notice>
  );
}
