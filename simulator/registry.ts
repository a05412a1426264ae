import { binance } from './binance/venue'
import { bitfinex } from './bitfinex/venue'
import { bitget } from './bitget/venue'
import { bybit } from './bybit/venue'
import { gate } from './gate/venue'
import { hyperliquid } from './hyperliquid/venue'
import { lighter } from './lighter/venue'
import { okx } from './okx/venue'
import { phemex } from './phemex/venue'
import type { Venue } from './venue'

/** Every stand-in exchange that there is. */
export const VENUES: readonly Venue[] = [binance, bitfinex, bitget, bybit, gate, hyperliquid, lighter, okx, phemex]
