import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { DomainError } from '../../../errors'
import { inside, maybeAmount, nonZero } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Settings = inside('result', inside('list', z.array(z.object({ leverage: maybeAmount }))))
const Done = z.object({})

/**
 * Both sides get the same leverage, as one-way mode and cross margin demand. The limit is the instrument's
 * `leverageFilter.maxLeverage`, which is the market's. https://bybit-exchange.github.io/docs/v5/position/leverage
 */
export async function bybitLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage } = input
  checkLeverage(input, market.maxLeverage)
  const category = market.inverse ? 'inverse' : 'linear'
  const rows = await api.call('privateGetV5PositionList', { category, symbol: market.id }, Settings)
  const settings = rows.flatMap((row) => nonZero(row.leverage) ?? [])
  const before = settings[0] ?? null
  if (settings.length > 0 && settings.every((value) => new Decimal(value).eq(leverage))) return before
  try {
    await api.call(
      'privatePostV5PositionSetLeverage',
      { category, symbol: market.id, buyLeverage: leverage, sellLeverage: leverage },
      Done,
    )
  } catch (error) {
    // 110043 "Set leverage has not been modified": it is as wanted.
    if (!(error instanceof DomainError && error.exchangeError?.includes('(110043)'))) throw error
  }
  return before
}
