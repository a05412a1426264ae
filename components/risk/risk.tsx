'use client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useDeferredValue, useMemo } from 'react'
import { Decimal } from '@/server/domain/decimal'
import { withoutBeta } from '@/server/domain/risk/shock'
import type { BookRiskView } from '@/server/domain/views'
import { Age } from '../format/age'
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
  const trpc = useTRPC()
  const { data: risk } = useSuspenseQuery({ ...trpc.risk.get.queryOptions(), refetchInterval: REFRESH_MS })
  if (risk.accounts.length === 0) {
    return (
      <Card>
        <EmptyState
          title="No accounts yet"
          description="Connect an account, and see what becomes of it when prices move: its equity, its margin, and what is liquidated first."
          action={
            <Button asChild variant="primary">
              <IntentLink href="/accounts/new">Add account</IntentLink>
            </Button>
          }
        />
      </Card>
    )
  }
  return <Board risk={risk} />
}

function Board({ risk }: { risk: BookRiskView }) {
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
  const what = coin === '' ? 'all coins' : coin
  return (
    <>
      <Card aria-label="Prices">
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
                Total equity, {what} {percentWords(percent)}
              </h2>
              <p className="whitespace-nowrap font-semibold text-2xl sm:text-3xl">
                <Money value={shocked.total} bound={shocked.bound} live={false} />
              </p>
              <p className="text-sm">
                <Money value={change.toFixed()} bound={shocked.changeBound} sign="always" tone="signed" live={false} />{' '}
                <span className="text-muted-foreground">
                  from <Money value={now.total} bound={now.bound} live={false} />
                </span>
              </p>
            </div>
            <p className="text-muted-foreground text-sm">{liquidatedWords(hit, unsaid.length)}</p>
            {shocked.leftOut > 0 ? (
              <p className="text-warning text-xs">
                Left out: {shocked.leftOut} {shocked.leftOut === 1 ? 'account' : 'accounts'} of which not enough is known.
              </p>
            ) : null}
            {old ? (
              <p className="text-warning text-xs">
                As they were when they were last read, the oldest <Age date={old.oldest} />: {old.names}.
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
                description={`Total equity from ${percentWords(-60)} to ${percentWords(100)}, ${what}: ${curveWords(curve)}`}
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

/** What the figures rest on: betas, and what was taken where exchanges tell nothing. */
function HowMade({ risk, all }: { risk: BookRiskView; all: boolean }) {
  const assumptions = [...new Set(risk.accounts.flatMap((account) => account.assumptions))].sort()
  const strangers = withoutBeta(
    risk.coins.map(({ coin }) => coin),
    risk.betas,
  )
  return (
    <Notice>
      <details>
        <summary className="cursor-pointer font-medium pointer-coarse:min-h-11">
          How these figures are made
          {all && strangers.length > 0 ? (
            <span className="font-normal text-warning">
              {' '}
              · {strangers.length} {strangers.length === 1 ? 'coin' : 'coins'} without a known beta
            </span>
          ) : null}
        </summary>
        <ul className="mt-2 flex list-disc flex-col gap-1 pl-4 text-muted-foreground text-sm">
          <li>
            Readings of each account as they are stored
            {risk.oldestAsOf ? (
              <>
                , the oldest <Age date={risk.oldestAsOf} />
              </>
            ) : null}
            . Stablecoins and currencies keep their price.
          </li>
          <li>
            Betas are of daily prices at which you held both a coin and Bitcoin, over the last {risk.betaDays.back} days:{' '}
            {risk.betas.length === 0
              ? 'none is known yet.'
              : `${risk.betas
                  .slice(0, 12)
                  .map(({ coin, beta, days }) => `${coin} ${beta} (${days} days)`)
                  .join(', ')}.`}
          </li>
          {strangers.length > 0 ? (
            <li className="text-warning">
              Fewer than {risk.betaDays.least} common days, so moved as Bitcoin is: {strangers.slice(0, 20).join(', ')}
              {strangers.length > 20 ? ` and ${strangers.length - 20} more` : ''}.
            </li>
          ) : null}
          <li>
            What is liquidated on the way is worth nothing from then on: what is left of its margin is the exchange’s. An isolated
            position goes by its exchange’s own liquidation price where that is sent.
          </li>
          {assumptions.map((assumption) => (
            <li key={assumption}>{ASSUMPTIONS[assumption]}</li>
          ))}
        </ul>
      </details>
    </Notice>
  )
}
