import { binance } from './binance/venue'
import { bitget } from './bitget/venue'
import { bybit } from './bybit/venue'
import { gate } from './gate/venue'
import { hyperliquid } from './hyperliquid/venue'
import { lighter } from './lighter/venue'
import { okx } from './okx/venue'
import type { Venue } from './venue'

/** Every stand-in exchange that there is. */
export const VENUES: readonly Venue[] = [binance, bitget, bybit, gate, hyperliquid, lighter, okx]
