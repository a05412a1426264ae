'use client'
import { msg, plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { TriangleAlert } from 'lucide-react'
import { leftOutReasons } from '@/server/domain/left-out'
import type { CredentialTestView, FoundView } from '@/server/domain/views'
import { AssetSymbol } from '../assets/asset-name'
import { Distance } from '../assets/distance'
import { useWalletLabel } from '../assets/wallet-label'
import { listedWords } from '../format/listed'
import { Money } from '../format/money'
import { PERMISSION_LABELS } from './permission-chips'

type Found = Pick<CredentialTestView, 'found' | 'problem' | 'subAccounts' | 'exchangeName'>

/** What one reading found before anything is saved, so that its owner recognises the account; or why it failed and what to do. */
export function FoundReport({ result }: { result: Found }) {
  const { t } = useLingui()
  const { found, problem, exchangeName } = result
  return (
    <div className="mt-2.5 border-t pt-2.5 text-sm">
      {found ? <Holdings found={found} /> : null}
      {problem ? (
        <p role="alert" className="flex gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span>
            <span className="font-medium">
              <Trans>What the account holds could not be read. {problem.message}</Trans>
            </span>{' '}
            <span className="text-muted-foreground">
              {problem.exchangeError && !problem.message.includes(problem.exchangeError)
                ? `${t`${exchangeName} says: “${problem.exchangeError}”`} `
                : null}
              {problem.advice}
            </span>
          </span>
        </p>
      ) : null}
      <SubAccounts told={result.subAccounts} />
      <p className="mt-2.5 text-muted-foreground text-xs">
        {found ? t`Read once, and stored nowhere. If this is the account that you mean, add it.` : t`Nothing was stored.`}
      </p>
    </div>
  )
}

function Holdings({ found }: { found: FoundView }) {
  const { i18n, t } = useLingui()
  const label = useWalletLabel()
  const { equity, bound, wallets, positions, notIncluded, unpriced } = found
  const because = leftOutReasons(found).join('; ')
  return (
    <>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <div>
          <dt className="text-muted-foreground text-xs">
            <Trans>Equity</Trans>
          </dt>
          <dd className="font-medium text-lg">
            <Money value={equity} bound={bound} because={because === '' ? undefined : because} live={false} />
          </dd>
        </div>
        <div>
          <dt className="text-muted-foreground text-xs">
            <Trans>Open positions</Trans>
          </dt>
          <dd className="font-medium text-lg">{positions.count}</dd>
        </div>
        {positions.count > 0 ? (
          <div>
            <dt className="text-muted-foreground text-xs">
              <Trans>Nearest liquidation</Trans>
            </dt>
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
          <Plural
            value={positions.withoutDistance}
            one="# of them has no liquidation price."
            other="# of them have no liquidation price."
          />
        </p>
      ) : null}
      <ul aria-label={t`Wallets found`} className="mt-2.5 flex flex-col">
        {wallets.map(({ wallet, equity: worth, coins, positions: open }) => (
          <li key={wallet} className="flex items-baseline justify-between gap-3 py-0.5">
            <span className="min-w-0 truncate">
              {label(wallet)}{' '}
              <span className="text-muted-foreground text-xs">
                <Within coins={coins} positions={open} />
              </span>
            </span>
            <Money value={worth} live={false} />
          </li>
        ))}
      </ul>
      {notIncluded.map(({ wallet, reason }) => (
        <p key={wallet} className="mt-1 text-muted-foreground text-xs">
          <span className="text-foreground">
            <Trans>{label(wallet)} is not included.</Trans>
          </span>{' '}
          {reason}
        </p>
      ))}
      {unpriced.length > 0 ? (
        <p className="mt-1 text-muted-foreground text-xs">
          <Trans>
            <span className="text-foreground">No price for {listedWords(unpriced, i18n)}.</span> Left out of the equity.
          </Trans>
        </p>
      ) : null}
    </>
  )
}

function SubAccounts({ told }: { told: Found['subAccounts'] }) {
  const { t } = useLingui()
  if (told === null) return null
  const { count, problem } = told
  if (count === null)
    return (
      <p className="mt-2 text-muted-foreground text-xs">
        <Trans>Whether it has sub-accounts is not known. {problem}</Trans>
      </p>
    )
  return (
    <p className="mt-2 text-xs">
      {count === 0 ? t`No sub-accounts.` : <Plural value={count} one="# sub-account." other="# sub-accounts." />}{' '}
      {count === 0 ? null : (
        <span className="text-muted-foreground">
          <Trans>They are not in these figures; add them from the account’s page afterwards.</Trans>
        </span>
      )}
    </p>
  )
}

const coinsWords = (count: number) => msg`${plural(count, { one: '# coin', other: '# coins' })}`
const positionsWords = (count: number) => msg`${plural(count, { one: '# position', other: '# positions' })}`
const walletsWords = (count: number) => msg`${plural(count, { one: '# wallet', other: '# wallets' })}`
const subAccountsWords = (count: number) => msg`${plural(count, { one: '# sub-account', other: '# sub-accounts' })}`

/** `3 coins, 2 positions`. */
function Within({ coins, positions }: { coins: number; positions: number }) {
  const { t } = useLingui()
  const counts = [coins > 0 ? coinsWords(coins) : null, positions > 0 ? positionsWords(positions) : null]
  return counts.flatMap((words) => (words ? [t(words)] : [])).join(', ') || t`empty`
}

/** The same in one line, for one of many. */
export function FoundLine({ result }: { result: Found & Pick<CredentialTestView, 'permissions'> }) {
  const { t } = useLingui()
  const { found, problem, subAccounts, permissions } = result
  const label = useWalletLabel()
  if (found === null) {
    if (problem === null) return null
    const { message, advice } = problem
    return t`It is accepted, but not read: ${message} ${advice}`
  }
  const { positions, wallets, notIncluded } = found
  const may = permissions?.map((permission) => t(PERMISSION_LABELS[permission]).toLowerCase()).join(', ')
  const without = notIncluded.map(({ wallet }) => label(wallet)).join(', ')
  return (
    <>
      <Money value={found.equity} bound={found.bound} live={false} />
      {wallets.length > 0 ? `, ${t(walletsWords(wallets.length))}` : null}
      {`, ${positions.count > 0 ? t(positionsWords(positions.count)) : t`no positions`}`}
      {positions.nearest ? (
        <>
          {', '}
          <Trans>
            nearest liquidation <Distance value={positions.nearest.distance} />
          </Trans>
        </>
      ) : null}
      {subAccounts?.count ? `, ${t(subAccountsWords(subAccounts.count))}` : null}
      {may === undefined ? null : `. ${t`The key may ${may}`}`}
      {without === '' ? null : `. ${t`Not included: ${without}`}`}
    </>
  )
}
