import { z } from 'zod'
import { Decimal, type DecimalString } from '../../../domain/decimal'
import { DomainError } from '../../../errors'
import { sentence } from '../../../language/sentence'
import { amount } from '../../ccxt/amounts'
import type { AccountApi } from '../../reading/api'
import { checkLeverage, checkWhole } from '../../reading/leverage'
import type { LeverageInput } from '../../reading/reading'

const Structure = z.object({ baseName: z.string() })
const Active = z.object({ leverage: z.object({ value: amount }) })
const Done = z.object({ status: z.string() })

/** Signed by the account's API wallet, for the vault or sub-account if one is given. Whole numbers up to the market's limit. */
export async function hyperliquidLeverage(api: AccountApi, input: LeverageInput): Promise<DecimalString | null> {
  const { market, leverage, marginMode } = input
  checkWhole(input)
  checkLeverage(input, market.maxLeverage)
  if (!api.canSign) {
    throw new DomainError(
      'exchange_permission',
      sentence`Setting leverage on Hyperliquid needs the private key of an API wallet; this account has an address only.`,
    )
  }
  const structure = Structure.safeParse(api.structure(market))
  const coin = structure.success ? structure.data.baseName : market.base
  const before = await api.tell('Leverage', 'publicPostInfo', { type: 'activeAssetData', user: api.address ?? '', coin }, Active)
  const previous = before?.leverage.value ?? null
  const vault = api.vaultAddress === undefined ? {} : { vaultAddress: api.vaultAddress }
  // ccxt signs a number here; leverages are small whole ones.
  const done = await api.call('setLeverage', [new Decimal(leverage).toNumber(), market.symbol, { marginMode, ...vault }], Done)
  if (done.status !== 'ok') throw new DomainError('exchange_refused', sentence`Hyperliquid refused the leverage.`)
  return previous
}
