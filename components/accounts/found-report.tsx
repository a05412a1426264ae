'use client'
import { TriangleAlert } from 'lucide-react'
import { leftOutReasons, listed } from '@/server/domain/left-out'
import type { CredentialTestView, FoundView } from '@/server/domain/views'
import { walletLabel } from '@/server/domain/wallets'
import { AssetSymbol } from '../assets/asset-name'
import { Distance } from '../assets/distance'
import { Money } from '../format/money'

type Found = Pick<CredentialTestView, 'found' | 'problem' | 'subAccounts' | 'exchangeName'>

/** What one reading found before anything is saved, so that its owner recognises the account; or why it failed and what to do. */
export function FoundReport({ result }: { result: Found }) {
  const { found, problem, exchangeName } = result
  return (
    <div className="mt-2.5 border-t pt-2.5 text-sm">
      {found ? <Holdings found={found} /> : null}
      {problem ? (
        <p role="alert" className="flex gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span>
            <span className="font-medium">What the account holds could not be read. {problem.message}</span>{' '}
            <span className="text-muted-foreground">
              {problem.exchangeError && !problem.message.includes(problem.exchangeError)
                ? `${exchangeName} says: “${problem.exchangeError}” `
                : null}
              {problem.advice}
            </span>
          </span>
        </p>
      ) : null}
      <SubAccounts told={result.subAccounts} />
      <p className="mt-2.5 text-muted-foreground text-xs">
        {found ? 'Read once, and stored nowhere. If this is the account that you mean, add it.' : 'Nothing was stored.'}
      </p>
    </div>
  )
}

function Holdings({ found }: { found: FoundView }) {
  const { equity, bound, wallets, positions, notIncluded, unpriced } = found
  const because = leftOutReasons(found).join('; ')
  return (
    <>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <div>
          <dt className="text-muted-foreground text-xs">Equity</dt>
          <dd className="font-medium text-lg">
            <Money value={equity} bound={bound} because={because === '' ? undefined : because} live={false} />
          </dd>
        </div>
        <div>
          <dt className="text-muted-foreground text-xs">Open positions</dt>
          <dd className="font-medium text-lg">{positions.count}</dd>
        </div>
        {positions.count > 0 ? (
          <div>
            <dt className="text-muted-foreground text-xs">Nearest liquidation</dt>
            <dd className="flex flex-wrap items-baseline gap-x-2">
              <Distance value={positions.nearest?.distance ?? null} className="font-medium text-lg" />
              {positions.nearest ? (
                <AssetSymbol asset={{ symbol: positions.nearest.symbol, assetType: 'position' }} className="text-xs" />
              ) : null}
            </dd>
          </div>
        ) : null}
      </dl>
      {positions.nearest && positions.withoutDistance > 0 ? (
        <p className="mt-1 text-muted-foreground text-xs">
          {positions.withoutDistance} of them {positions.withoutDistance === 1 ? 'has' : 'have'} no liquidation price.
        </p>
      ) : null}
      <ul aria-label="Wallets found" className="mt-2.5 flex flex-col">
        {wallets.map(({ wallet, equity: worth, coins, positions: open }) => (
          <li key={wallet} className="flex items-baseline justify-between gap-3 py-0.5">
            <span className="min-w-0 truncate">
              {walletLabel(wallet)} <span className="text-muted-foreground text-xs">{within(coins, open)}</span>
            </span>
            <Money value={worth} live={false} />
          </li>
        ))}
      </ul>
      {notIncluded.map(({ wallet, reason }) => (
        <p key={wallet} className="mt-1 text-muted-foreground text-xs">
          <span className="text-foreground">{walletLabel(wallet)} is not included.</span> {reason}
        </p>
      ))}
      {unpriced.length > 0 ? (
        <p className="mt-1 text-muted-foreground text-xs">
          <span className="text-foreground">No price for {listed(unpriced)}.</span> Left out of the equity.
        </p>
      ) : null}
    </>
  )
}

function SubAccounts({ told }: { told: Found['subAccounts'] }) {
  if (told === null) return null
  const { count, problem } = told
  if (count === null)
    return <p className="mt-2 text-muted-foreground text-xs">Whether it has sub-accounts is not known. {problem}</p>
  return (
    <p className="mt-2 text-xs">
      {count === 0 ? 'No sub-accounts.' : `${count} ${count === 1 ? 'sub-account' : 'sub-accounts'}.`}{' '}
      {count === 0 ? null : (
        <span className="text-muted-foreground">They are not in these figures; add them from the account’s page afterwards.</span>
      )}
    </p>
  )
}

/** `3 coins, 2 positions`. */
function within(coins: number, positions: number): string {
  const counts = [counted(coins, 'coin'), counted(positions, 'position')].filter((each) => each !== '')
  return counts.length === 0 ? 'empty' : counts.join(', ')
}

const counted = (count: number, what: string) => (count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`)

/** The same in one line, for one of many. */
export function FoundLine({ result }: { result: Found & Pick<CredentialTestView, 'permissions'> }) {
  const { found, problem, subAccounts, permissions } = result
  if (found === null) return problem === null ? null : `It is accepted, but not read: ${problem.message} ${problem.advice}`
  const { positions } = found
  return (
    <>
      <Money value={found.equity} bound={found.bound} live={false} />
      {`, ${counted(found.wallets.length, 'wallet')}, ${counted(positions.count, 'position') || 'no positions'}`}
      {positions.nearest ? (
        <>
          {', nearest liquidation '}
          <Distance value={positions.nearest.distance} />
        </>
      ) : null}
      {subAccounts?.count ? `, ${counted(subAccounts.count, 'sub-account')}` : null}
      {permissions === null ? null : `. The key may ${permissions.join(', ')}`}
      {found.notIncluded.length > 0
        ? `. Not included: ${found.notIncluded.map(({ wallet }) => walletLabel(wallet)).join(', ')}`
        : null}
    </>
  )
}
