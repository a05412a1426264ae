import { distanceToLiquidation, nearestLiquidation } from './liquidation'
import type { ValuedAccount } from './types'
import type { FoundProblem, FoundView } from './views'

/** What one reading found in an account that is not saved yet, for its owner to recognise it by. */
export function foundIn(valued: ValuedAccount): FoundView {
  const { asOf, assets, equities, equity, bound, unpriced, notIncluded, warnings } = valued
  const positions = assets.filter(({ assetType }) => assetType === 'position')
  return {
    ...{ asOf, equity, bound, unpriced, warnings },
    wallets: equities.map(({ walletType: wallet, totalEquity }) => {
      const within = assets.filter(({ walletType }) => walletType === wallet)
      const coins = within.filter(({ assetType }) => assetType === 'token').length
      return { wallet, equity: totalEquity, coins, positions: within.length - coins }
    }),
    positions: {
      count: positions.length,
      nearest: nearestLiquidation(positions),
      withoutDistance: positions.filter((position) => distanceToLiquidation(position) === null).length,
    },
    // Nothing is in a wallet that was never opened, so nothing of it is missing.
    notIncluded: notIncluded.filter(({ unopened }) => !unopened),
  }
}

/** True of an account that is stored; what is only looked at is tried again by nobody. */
const BY_ITSELF = / (?:It is tried again by itself[^.]*|This account is read as soon as its turn comes)\./

const ADVICE: Readonly<Record<string, string>> = {
  exchange_permission: 'Allow the key to read balances and positions on the exchange’s API page, then look again.',
  exchange_ip: 'Add the address that is told beside this form to the key, then look again.',
  exchange_credentials: 'Correct it above, then look again.',
  exchange_clock: 'Whoever runs this server sets its clock; then look again.',
  exchange_location: 'Whoever runs this server can change where it calls from; nothing about the key is wrong.',
}
const PASSES =
  'This passes: look again in a minute. Or add the account as it is: it is then read as soon as the exchange answers, and tried again by itself until then.'
const UNREADABLE =
  'Look again. If it stays so, add the account as it is: its page says what could not be read, and makes a file of the exchange’s answers that can be reported.'

/** Why a reading failed before anything was saved, and what its owner can do. */
export function foundProblem(
  { code, message, exchangeError }: { code: string; message: string; exchangeError?: string | undefined },
  passes: boolean,
): FoundProblem {
  return {
    code,
    message: message.replace(BY_ITSELF, ''),
    exchangeError: exchangeError ?? null,
    advice: ADVICE[code] ?? (passes ? PASSES : UNREADABLE),
  }
}
