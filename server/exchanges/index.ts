import { type CcxtExchangesOptions, createCcxtExchanges as createOnCcxt } from './ccxt-port'
import type { ExchangePort } from './port'
import { withSample } from './sample/port'

export type { CcxtExchangesOptions } from './ccxt-port'

/** The exchanges by ccxt, and the made-up accounts of sample desks beside them. */
export function createCcxtExchanges(options: CcxtExchangesOptions): ExchangePort {
  return withSample(createOnCcxt(options), options.now ?? (() => new Date()))
}
