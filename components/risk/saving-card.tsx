'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Direction } from '@/server/domain/risk/deaths'
import type { SavingTransfer } from '@/server/domain/risk/saving'
import type { RiskAccount } from '@/server/domain/risk/types'
import { useWalletLabel } from '../assets/wallet-label'
import { Age } from '../format/age'
import { Percent } from '../format/amount'
import { listedWords } from '../format/listed'
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
  const { i18n, t } = useLingui()
  const label = useWalletLabel()
  const old = oldReadings(
    accounts.filter(({ accountId }) => accountId === saving?.from.accountId || accountId === saving?.to.accountId),
  )
  const names = new Map(accounts.map(({ accountId, accountName }) => [accountId, accountName]))
  const [giver, taker] = [saving?.from, saving?.to].map((end) => names.get(end?.accountId ?? '') ?? '')
  const giverWallet = saving ? label(saving.from.wallet) : ''
  const takerWallet = saving ? takerOf(saving.to, label) : ''
  const oldNames = listedWords(old?.names ?? [], i18n)
  return (
    <Card aria-labelledby="saving">
      <CardHeader>
        <CardTitle id="saving">
          <Trans>What would save it</Trans>
        </CardTitle>
        <span className="text-muted-foreground text-xs">{direction === 'down' ? t`If prices fall` : t`If prices rise`}</span>
      </CardHeader>
      <div className="px-4 pb-3.5 text-sm">
        {saving === null ? (
          <p className="text-muted-foreground">
            {dies
              ? t`No account can spare money that would keep the first liquidation farther away: of what exchanges call free, or none of them tells.`
              : unsaid
                ? t`Nothing is liquidated on this way as far as is known. Of some accounts that cannot be said.`
                : t`Nothing is liquidated on this way, so nothing has to be saved.`}
          </p>
        ) : (
          <>
            <p>
              <Trans>
                <span className="font-medium">
                  <Money value={saving.usd} live={false} />
                </span>{' '}
                from <span className="font-medium">{giver}</span> ({giverWallet}) to <span className="font-medium">{taker}</span>{' '}
                ({takerWallet})
              </Trans>
            </p>
            <dl className="mt-2 flex flex-col">
              <Line label={t`Liquidated now at`} shock={saving.before} />
              <Line label={t`With it at`} shock={saving.after} />
              <Line label={t`The giver then at`} shock={saving.giverAfter} />
            </dl>
            <p className="mt-2 text-muted-foreground text-xs">
              {old ? (
                <span className="text-warning">
                  <Trans>
                    Rests on an old reading of {oldNames}, <Age date={old.oldest} />.
                  </Trans>{' '}
                </span>
              ) : null}
              <Trans>Of what is free on its exchange, in money. Ballast moves nothing: you do, on the exchange.</Trans>
            </p>
          </>
        )}
      </div>
    </Card>
  )
}

const takerOf = ({ kind, symbol, wallet }: SavingTransfer['to'], label: (wallet: string) => string) =>
  kind === 'isolated' ? (symbol ?? label(wallet)) : label(wallet)

function Line({ label, shock }: { label: string; shock: number | null }) {
  const { t } = useLingui()
  return (
    <div className="flex min-h-8 items-center justify-between gap-3 border-b last:border-0">
      <dt className="text-muted-foreground">{label}</dt>
      <dd>{shock === null ? t`not on this way` : <Percent value={shareOf(shock)} sign="always" decimals={1} live={false} />}</dd>
    </div>
  )
}
