import type { Language } from '../language/languages'
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

/** True of an account that is stored; what is only looked at is tried again by nobody. As the catalogues say it. */
export const BY_ITSELF: Readonly<Record<Language, RegExp>> = {
  en: / (?:It is tried again by itself[^.]*|This account is read as soon as its turn comes)\./,
  de: / (?:Es wird von selbst erneut versucht[^.]*|Dieses Konto wird gelesen, sobald es an der Reihe ist)\./,
  'zh-Hans': /(?:系统会自动重试[^。]*|轮到此账户时会立即读取)。/,
}

const ADVICE: Readonly<Record<string, string>> = {
  exchange_permission: /*i18n*/ 'Allow the key to read balances and positions on the exchange’s API page, then look again.',
  exchange_ip: /*i18n*/ 'Add the address that is told beside this form to the key, then look again.',
  exchange_credentials: /*i18n*/ 'Correct it above, then look again.',
  exchange_clock: /*i18n*/ 'Whoever runs this server sets its clock; then look again.',
  exchange_location: /*i18n*/ 'Whoever runs this server can change where it calls from; nothing about the key is wrong.',
}
const PASSES =
  /*i18n*/ 'This passes: look again in a minute. Or add the account as it is: it is then read as soon as the exchange answers, and tried again by itself until then.'
const UNREADABLE =
  /*i18n*/ 'Look again. If it stays so, add the account as it is: its page says what could not be read, and makes a file of the exchange’s answers that can be reported.'

/**
 * Why a reading failed before anything was saved, and what its owner can do (in English).
 * @param language of the message
 */
export function foundProblem(
  { code, message, exchangeError }: { code: string; message: string; exchangeError?: string | undefined },
  passes: boolean,
  language: Language = 'en',
): FoundProblem {
  return {
    code,
    message: message.replace(BY_ITSELF[language], ''),
    exchangeError: exchangeError ?? null,
    advice: ADVICE[code] ?? (passes ? PASSES : UNREADABLE),
  }
}
