import { aster } from './aster/venue'
import { backpack } from './backpack/venue'
import { binance } from './binance/venue'
import { bitfinex } from './bitfinex/venue'
import { bitget } from './bitget/venue'
import { bybit } from './bybit/venue'
import { dydx } from './dydx/venue'
import { extended } from './extended/venue'
import { gate } from './gate/venue'
import { hyperliquid } from './hyperliquid/venue'
import { lighter } from './lighter/venue'
import { okx } from './okx/venue'
import { paradex } from './paradex/venue'
import { phemex } from './phemex/venue'
import type { Venue } from './venue'

/** Every stand-in exchange that there is. */
export const VENUES: readonly Venue[] = [
  aster,
  backpack,
  binance,
  bitfinex,
  bitget,
  bybit,
  dydx,
  extended,
  gate,
  hyperliquid,
  lighter,
  okx,
  paradex,
  phemex,
]
