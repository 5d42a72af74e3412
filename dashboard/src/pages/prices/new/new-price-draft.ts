import type { createPrice } from '../../../../../lambdas/pricing/prices/contract.ts';
import type { RequestOf } from '../../../shared/api/operation.ts';
import { units, type Unit } from '../../../shared/format/units.ts';
import { costPerUnitOf, type Amount } from '../shared/amount.ts';
import type { Price } from '../shared/price.ts';

type Body = NonNullable<RequestOf<typeof createPrice>['body']>;

/** A new price as it is typed; empty: any, or none. Days are of UTC. */
export interface NewPriceDraft {
  readonly scope: 'contract' | 'list';
  readonly provider: string;
  readonly model: string;
  readonly taskType: string;
  /** Conditions; empty: the default of each. */
  readonly serviceTier: string;
  readonly speed: string;
  readonly inferenceGeo: string;
  readonly unit: Unit;
  readonly aboveInputTokens: string;
  readonly dailyStart: string;
  readonly dailyEnd: string;
  readonly amount: Amount;
  readonly from: string;
  readonly until: string;
  readonly listSource: Exclude<Price['source'], 'contract'>;
  readonly notes: string;
}

const isUnit = (text: string | undefined): text is Unit => text !== undefined && text in units;

/** A draft with what the address says already. */
export function draftFrom(parameter: (name: string) => string | undefined, today: string): NewPriceDraft {
  const unit = parameter('price_unit');
  return {
    scope: parameter('price_scope') === 'list' ? 'list' : 'contract',
    provider: parameter('price_provider') ?? '',
    model: parameter('price_model') ?? '',
    taskType: parameter('price_task_type') ?? '',
    serviceTier: parameter('price_service_tier') ?? '',
    speed: parameter('price_speed') ?? '',
    inferenceGeo: parameter('price_inference_geo') ?? '',
    unit: isUnit(unit) ? unit : 'per_input_token',
    aboveInputTokens: parameter('price_tier') ?? '0',
    dailyStart: '00:00:00',
    dailyEnd: '24:00:00',
    amount: { text: '', per: 'million' },
    from: today,
    until: '',
    listSource: 'manual_entry',
    notes: '',
  };
}

const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());

/** A condition as prices have it. */
export const conditionText = (text: string): string | null => given(text)?.toLowerCase() ?? null;

/** What is asked of the API; what is not valid is left to it, which names the field and what is allowed. */
export function newPriceOf(draft: NewPriceDraft, organizationId: string): Body {
  const isContract = draft.scope === 'contract';
  return {
    organization_id: isContract ? organizationId : undefined,
    provider: draft.provider.trim(),
    model: given(draft.model),
    task_type: given(draft.taskType),
    service_tier: conditionText(draft.serviceTier),
    speed: conditionText(draft.speed),
    inference_geo: conditionText(draft.inferenceGeo),
    pricing_model: draft.unit,
    above_input_tokens: Number(draft.aboveInputTokens),
    daily_start: draft.dailyStart.trim(),
    daily_end: draft.dailyEnd.trim(),
    cost_per_unit: costPerUnitOf(draft.amount, draft.unit),
    effective_date: draft.from,
    end_date: given(draft.until),
    source: isContract ? 'contract' : draft.listSource,
    notes: given(draft.notes),
  };
}

/** Props of fields that edit a part of the draft. */
export interface NewPriceFieldsProps {
  readonly draft: NewPriceDraft;
  readonly onChange: (changes: Partial<NewPriceDraft>) => void;
  /** What the API says about one field of its request. */
  readonly errorOf: (field: string) => string | undefined;
}
