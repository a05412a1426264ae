'use client'
import type { Direction } from '@/server/domain/risk/deaths'
import type { SavingTransfer } from '@/server/domain/risk/saving'
import type { RiskAccount } from '@/server/domain/risk/types'
import { walletLabel } from '@/server/domain/wallets'
import { Age } from '../format/age'
import { Percent } from '../format/amount'
import { Money } from '../format/money'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { oldReadings, shareOf } from './words'

interface SavingCardProps {
  saving: SavingTransfer | null
  accounts: readonly RiskAccount[]
  direction: Direction
  /** Whether anything is liquidated on that way. */
  dies: boolean
  /** Whether there are accounts of which nobody can say that. */
  unsaid: boolean
}

/** The one transfer that keeps what dies first alive for longest. */
export function SavingCard({ saving, accounts, direction, dies, unsaid }: SavingCardProps) {
  const old = oldReadings(
    accounts.filter(({ accountId }) => accountId === saving?.from.accountId || accountId === saving?.to.accountId),
  )
  const names = new Map(accounts.map(({ accountId, accountName }) => [accountId, accountName]))
  return (
    <Card aria-labelledby="saving">
      <CardHeader>
        <CardTitle id="saving">What would save it</CardTitle>
        <span className="text-muted-foreground text-xs">{direction === 'down' ? 'If prices fall' : 'If prices rise'}</span>
      </CardHeader>
      <div className="px-4 pb-3.5 text-sm">
        {saving === null ? (
          <p className="text-muted-foreground">
            {dies
              ? 'No account can spare money that would keep the first liquidation farther away: of what exchanges call free, or none of them tells.'
              : unsaid
                ? 'Nothing is liquidated on this way as far as is known. Of some accounts that cannot be said.'
                : 'Nothing is liquidated on this way, so nothing has to be saved.'}
          </p>
        ) : (
          <>
            <p>
              <span className="font-medium">
                <Money value={saving.usd} live={false} />
              </span>{' '}
              from <span className="font-medium">{names.get(saving.from.accountId)}</span> ({walletLabel(saving.from.wallet)}) to{' '}
              <span className="font-medium">{names.get(saving.to.accountId)}</span> (
              {saving.to.kind === 'isolated'
                ? (saving.to.symbol ?? walletLabel(saving.to.wallet))
                : walletLabel(saving.to.wallet)}
              )
            </p>
            <dl className="mt-2 flex flex-col">
              <Line label="Liquidated now at" shock={saving.before} />
              <Line label="With it at" shock={saving.after} />
              <Line label="The giver then at" shock={saving.giverAfter} />
            </dl>
            <p className="mt-2 text-muted-foreground text-xs">
              {old ? (
                <span className="text-warning">
                  Rests on an old reading of {old.names}, <Age date={old.oldest} />.{' '}
                </span>
              ) : null}
              Of what is free on its exchange, in money. Ballast moves nothing: you do, on the exchange.
            </p>
          </>
        )}
      </div>
    </Card>
  )
}

function Line({ label, shock }: { label: string; shock: number | null }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-3 border-b last:border-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd>{shock === null ? 'not on this way' : <Percent value={shareOf(shock)} sign="always" decimals={1} live={false} />}</dd>
    </div>
  )
}
