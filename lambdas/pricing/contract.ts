import type { Routes } from '../../shared/http/route.ts';
import { listPriceChanges } from './changes/contract.ts';
import { listPriceDisputes } from './disputes/contract.ts';
import { correctPrice } from './corrections/contract.ts';
import { correctPriceFactor, createPriceFactor, listPriceFactors } from './factors/contract.ts';
import { priceHistory } from './history/contract.ts';
import { createPrice, getPrice, listPrices } from './prices/contract.ts';
import { listPriceSources, setPriceSource } from './sources/contract.ts';
import { getRecalculation, listRecalculations } from '../../shared/recalculation/contract.ts';

export const routes = {
  createPrice,
  listPrices,
  priceHistory,
  listPriceChanges,
  listPriceDisputes,
  listPriceSources,
  setPriceSource,
  getPrice,
  correctPrice,
  listPriceFactors,
  createPriceFactor,
  correctPriceFactor,
  listRecalculations,
  getRecalculation,
} satisfies Routes;
