'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useDeferredValue, useMemo } from 'react'
import { Decimal } from '@/server/domain/decimal'
import { withoutBeta } from '@/server/domain/risk/shock'
import type { BookRiskView } from '@/server/domain/views'
import { ForRole } from '../desks/desk-role'
import { Age } from '../format/age'
import { listedWords } from '../format/listed'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { IntentLink } from '../ui/intent-link'
import { Notice } from '../ui/notice'
import { Skeleton } from '../ui/skeleton'
import { FirstDeaths } from './first-deaths'
import { GreeksCard } from './greeks-card'
import { RiskAccounts } from './risk-accounts'
import { RiskCurve } from './risk-curve'
import { RiskHedges } from './risk-hedges'
import { clampShock, riskSearch } from './risk-search'
import { SavingCard } from './saving-card'
import { ShockControl } from './shock-control'
import { useShockedBook } from './use-shocked-book'
import { ASSUMPTIONS, liquidatedWords, oldReadings, percentWords } from './words'

/** Prices of the book are looked at anew this often while the page is in sight. */
const REFRESH_MS = 30_000

/** The whole book under other prices. */
export function Risk() {
  const { t } = useLingui()
  const trpc = useTRPC()
  const { data: risk } = useSuspenseQuery({ ...trpc.risk.get.queryOptions(), refetchInterval: REFRESH_MS })
  if (risk.accounts.length === 0) {
    return (
      <Card>
        <EmptyState
          title={t`No accounts yet`}
          description={t`Connect an account, and see what becomes of it when prices move: its equity, its margin, and what is liquidated first.`}
          action={
            <ForRole least="manager">
              <Button asChild variant="primary">
                <IntentLink href="/accounts/new">
                  <Trans>Add account</Trans>
                </IntentLink>
              </Button>
            </ForRole>
          }
        />
      </Card>
    )
  }
  return <Board risk={risk} />
}

function Board({ risk }: { risk: BookRiskView }) {
  const { i18n, t } = useLingui()
  const [{ at, coin: asked }, setQuery] = useQueryStates(riskSearch)
  const percent = clampShock(at)
  // A coin that nobody holds moves nothing.
  const coin = risk.coins.some((each) => each.coin === asked) ? asked : ''
  const { book, now, shocked, curve, saving, direction } = useShockedBook(
    risk,
    coin === '' ? { kind: 'all' } : { kind: 'coin', coin },
    percent,
  )
  // Rows of many accounts follow a moment later than the figure above them.
  const late = useDeferredValue(percent)
  const rows = useMemo(() => (late === percent ? shocked : book.at(late / 100)), [book, late, percent, shocked])
  const set = (change: { at?: number; coin?: string }) => void setQuery(change)
  const change = new Decimal(shocked.total).minus(now.total)
  // One mark where several are liquidated at once.
  const deaths = [...new Set((['down', 'up'] as const).flatMap((way) => book.firstDeaths(way).map(({ death }) => death.shock)))]
  const dies = book.firstDeaths(direction).length > 0
  const hit = shocked.accounts.filter(({ liquidated }) => liquidated.length > 0).length
  const unsaid = book.withoutDeath()
  const old = oldReadings(risk.accounts)
  const oldNames = listedWords(old?.names ?? [], i18n)
  const what = coin === '' ? t`all coins` : coin
  const move = percentWords(percent)
  const [lowest, highest, course] = [percentWords(-60), percentWords(100), curveWords(curve ?? [])]
  return (
    <>
      <Card aria-label={t`Prices`}>
        <ShockControl
          percent={percent}
          setPercent={(next) => set({ at: next })}
          coin={coin}
          setCoin={(next) => set({ coin: next })}
          coins={risk.coins}
        />
        <div className="grid border-t lg:grid-cols-[21rem_minmax(0,1fr)]">
          <div className="flex flex-col gap-3 px-4 py-3.5 lg:border-r" aria-live="polite">
            <div>
              <h2 className="caption">
                <Trans>
                  Total equity, {what} {move}
                </Trans>
              </h2>
              <p className="whitespace-nowrap font-semibold text-2xl sm:text-3xl">
                <Money value={shocked.total} bound={shocked.bound} live={false} />
              </p>
              <p className="text-sm">
                <Money value={change.toFixed()} bound={shocked.changeBound} sign="always" tone="signed" live={false} />{' '}
                <span className="text-muted-foreground">
                  <Trans>
                    from <Money value={now.total} bound={now.bound} live={false} />
                  </Trans>
                </span>
              </p>
            </div>
            <p className="text-muted-foreground text-sm">
              {liquidatedWords(hit, unsaid.length)
                .map((words) => t(words))
                .join(' ')}
            </p>
            {shocked.leftOut > 0 ? (
              <p className="text-warning text-xs">
                <Plural
                  value={shocked.leftOut}
                  one="Left out: # account of which not enough is known."
                  other="Left out: # accounts of which not enough is known."
                />
              </p>
            ) : null}
            {old ? (
              <p className="text-warning text-xs">
                <Trans>
                  As they were when they were last read, the oldest <Age date={old.oldest} />: {oldNames}.
                </Trans>
              </p>
            ) : null}
          </div>
          <div className="px-4 pt-3">
            {curve === null ? (
              <Skeleton className="h-64 md:h-72" />
            ) : (
              <RiskCurve
                curve={curve}
                percent={percent}
                setPercent={(next) => set({ at: next })}
                deaths={deaths}
                description={t`Total equity from ${lowest} to ${highest}, ${what}: ${course}`}
              />
            )}
          </div>
        </div>
      </Card>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <RiskAccounts accounts={risk.accounts} book={book} now={now.accounts} shocked={rows.accounts} percent={late} />
        <div className="grid gap-4">
          <FirstDeaths book={book} unsaid={unsaid} />
          <SavingCard saving={saving} accounts={risk.accounts} direction={direction} dies={dies} unsaid={unsaid.length > 0} />
        </div>
      </div>
      <GreeksCard greeks={risk.greeks} />
      <RiskHedges />
      <HowMade risk={risk} all={coin === ''} />
    </>
  )
}

const curveWords = (curve: readonly { total: string }[]) =>
  [curve[0], curve[30], curve.at(-1)].map((point) => `${Math.round(Number(point?.total ?? 0))} USD`).join(', ')

/** Coins without a beta that are named. */
const NAMED = 20

/** What the figures rest on: betas, and what was taken where exchanges tell nothing. */
function HowMade({ risk, all }: { risk: BookRiskView; all: boolean }) {
  const { t } = useLingui()
  const assumptions = [...new Set(risk.accounts.flatMap((account) => account.assumptions))].sort()
  const strangers = withoutBeta(
    risk.coins.map(({ coin }) => coin),
    risk.betas,
  )
  const { back, least } = risk.betaDays
  const [named, more] = [strangers.slice(0, NAMED).join(', '), strangers.length - NAMED]
  const betas = risk.betas
    .slice(0, 12)
    .map(({ coin, beta, days }) => t`${coin} ${beta} (${days} days)`)
    .join(', ')
  return (
    <Notice>
      <details>
        <summary className="cursor-pointer font-medium pointer-coarse:min-h-11">
          <Trans>How these figures are made</Trans>
          {all && strangers.length > 0 ? (
            <span className="font-normal text-warning">
              {' · '}
              <Plural value={strangers.length} one="# coin without a known beta" other="# coins without a known beta" />
            </span>
          ) : null}
        </summary>
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-4 text-muted-foreground text-sm">
          <li>
            {risk.oldestAsOf ? (
              <Trans>
                Readings of each account as they are stored, the oldest <Age date={risk.oldestAsOf} />. Stablecoins and currencies
                keep their price.
              </Trans>
            ) : (
              <Trans>Readings of each account as they are stored. Stablecoins and currencies keep their price.</Trans>
            )}
          </li>
          <li>
            {betas === '' ? (
              <Trans>
                Betas are of daily prices at which you held both a coin and Bitcoin, over the last {back} days: none is known yet.
              </Trans>
            ) : (
              <Trans>
                Betas are of daily prices at which you held both a coin and Bitcoin, over the last {back} days: {betas}.
              </Trans>
            )}
          </li>
          {strangers.length > 0 ? (
            <li className="text-warning">
              {more > 0 ? (
                <Trans>
                  Fewer than {least} common days, so moved as Bitcoin is: {named} and {more} more.
                </Trans>
              ) : (
                <Trans>
                  Fewer than {least} common days, so moved as Bitcoin is: {named}.
                </Trans>
              )}
            </li>
          ) : null}
          <li>
            <Trans>
              What is liquidated on the way is worth nothing from then on: what is left of its margin is the exchange’s. An
              isolated position goes by its exchange’s own liquidation price where that is sent.
            </Trans>
          </li>
          {assumptions.map((assumption) => (
            <li key={assumption}>{t(ASSUMPTIONS[assumption])}</li>
          ))}
        </ul>
      </details>
    </Notice>
  )
}
