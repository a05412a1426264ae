'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryState } from 'nuqs'
import { marginBound, marginUse } from '@/server/domain/account-figures'
import { exposureBounds, inverted, joinBounds } from '@/server/domain/bound'
import { accountLeverage } from '@/server/domain/exposure'
import { leftOutReasons } from '@/server/domain/left-out'
import { nearestLiquidation } from '@/server/domain/liquidation'
import { health } from '@/server/domain/margin'
import type { EquityBound } from '@/server/domain/types'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { Distance } from '../assets/distance'
import { Multiple, Percent } from '../format/amount'
import { Bounded } from '../format/bounded'
import { Money } from '../format/money'
import { AccountEquity } from '../overview/account-equity'
import { EquityChart } from '../overview/equity-chart'
import { HEALTH_FORMULA, HealthMeter } from '../overview/health-meter'
import { MarginUse } from '../overview/margin-use'
import { PeriodChoice } from '../overview/period-choice'
import { Stat } from '../overview/stat-strip'
import { ServedStretchChange } from '../overview/stretch-change'
import { useEquityHistory } from '../overview/use-equity-history'
import { useGain } from '../overview/use-gain'
import { Card } from '../ui/card'
import { accountHistory, accountSearch, accountStretch } from './account-queries'
import { Unrealized } from './unrealized'

/** The account's equity with its course, and the figures beside it. */
export function AccountStats({ account, balance }: { account: AccountView; balance: BalanceView | null }) {
  const { t } = useLingui()
  const [period, setPeriod] = useQueryState('period', accountSearch.period)
  const input = accountHistory(account.id, period)
  const { data, isPlaceholderData } = useEquityHistory(input)
  const stretch = accountStretch(account.id, period)
  const gain = useGain(stretch)
  // Of the period that is named beside it, never of the one before.
  const history = isPlaceholderData ? undefined : data
  const series = history?.series[0]
  const exposure = exposureBounds(balance?.bound ?? 'exact', (balance?.unpriced.length ?? 0) > 0)
  const because = balance ? leftOutReasons(balance).join('; ') : undefined
  const nearest = balance ? nearestLiquidation(balance.assets) : null
  return (
    <Card className="flex flex-col" aria-labelledby="equity">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3 px-4 pt-3.5">
        <div className="min-w-0">
          <h2 id="equity" className="caption">
            <Trans>Equity</Trans>
          </h2>
          <p className="font-semibold text-2xl">
            <AccountEquity of={balance && { ...balance, leftOut: leftOutReasons(balance) }} />
          </p>
          <ServedStretchChange history={input} gain={stretch} period={period} account={account.id} />
        </div>
        <PeriodChoice value={period} onChange={(value) => void setPeriod(value)} />
      </div>
      <EquityChart input={input} marks={gain?.marks} />
      {balance ? (
        <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-b-lg border-t bg-border sm:grid-cols-4">
          <Stat label={t`Unrealised profit`}>
            <Unrealized balance={balance} />
          </Stat>
          <Stat
            label={t`Gross exposure`}
            hint={t`Positions, and spot holdings of coins that are no stablecoin, by absolute value`}
          >
            <Money value={balance.grossExposure} bound={exposure.gross} because={because} />
          </Stat>
          <Stat label={t`Net exposure`} hint={t`The same, longs less shorts`}>
            <Money value={balance.netExposure} bound={exposure.net} because={because} />
          </Stat>
          <Stat label={t`Leverage`} hint={t`Gross exposure ÷ equity`}>
            <Leverage balance={balance} gross={exposure.gross} because={because} />
          </Stat>
          <Stat label={t`Health`} hint={t(HEALTH_FORMULA)}>
            <HealthMeter
              value={health(balance.equities, balance.assets)}
              marginBound={marginBound(balance)}
              marginUse={marginUse(balance.equities)}
              figureFirst
            />
          </Stat>
          <Stat label={t`Margin use`} hint={t`Initial margin ÷ margin balance of the most used wallet`}>
            <MarginUse value={marginUse(balance.equities)} bound={marginBound(balance)} inWords />
          </Stat>
          <Stat label={t`Nearest liquidation`} hint={t`How far its mark price may move before liquidation`}>
            <Distance value={nearest?.distance ?? null} />
            {nearest ? <span className="font-normal text-muted-foreground text-xs"> {nearest.symbol}</span> : null}
          </Stat>
          <Stat label={t`Max drawdown`} hint={t`The deepest fall from a high before it, in this period`}>
            <Percent
              value={series?.maxDrawdown == null ? null : series.maxDrawdown === '0' ? '0' : `-${series.maxDrawdown}`}
              live={false}
              unknown={/*i18n*/ 'no history yet'}
            />
          </Stat>
        </dl>
      ) : null}
    </Card>
  )
}

interface LeverageProps {
  balance: BalanceView
  gross: EquityBound
  because: string | undefined
}

/** Gross exposure ÷ equity; where either is not all, so much is said. */
function Leverage({ balance, gross, because }: LeverageProps) {
  const value = accountLeverage(balance.grossExposure, balance.equity)
  return (
    <Bounded bound={value === null ? 'exact' : joinBounds([gross, inverted(balance.bound)])} because={because}>
      <Multiple value={value} />
    </Bounded>
  )
}
