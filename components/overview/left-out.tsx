import type { OverviewView } from '@/server/domain/views'
import { walletLabel } from '../assets/row'

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}

/** What the totals do not hold, named beside them. Nothing when they hold all. */
export function LeftOut({ overview }: { overview: OverviewView }) {
  const { accountsWithoutEquity, unpriced, accounts } = overview
  const wallets = accounts.flatMap(({ account, balance }) =>
    (balance?.notIncluded ?? []).flatMap(({ wallet, unopened }) =>
      unopened ? [] : [`${walletLabel(wallet)} of ${account.name}`],
    ),
  )
  const symbols = [...new Set(unpriced.flatMap((each) => each.symbols))]
  const parts = [
    accountsWithoutEquity === 0 ? null : `${plural(accountsWithoutEquity, 'account', 'accounts')} without known equity`,
    symbols.length === 0 ? null : `without a price: ${named(symbols)}`,
    wallets.length === 0 ? null : `not included: ${named(wallets)}`,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return <span className="text-warning">Left out · {parts.join(' · ')}</span>
}

function named(names: readonly string[]): string {
  const rest = names.length - 3
  return rest > 0 ? `${names.slice(0, 3).join(', ')} and ${rest} more` : names.join(', ')
}
