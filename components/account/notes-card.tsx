'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { CircleSlash, Info, Tag } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AsideItem } from '@/server/domain/types'
import type { BalanceView } from '@/server/domain/views'
import { useWalletLabel } from '../assets/wallet-label'
import { Age } from '../format/age'
import { Money } from '../format/money'
import { warningTitle } from '../overview/attention-words'
import { Card, CardHeader, CardTitle } from '../ui/card'

/** What the account's totals leave out and why, and what to know about its numbers. Nothing where there is none. */
export function NotesCard({ balance }: { balance: BalanceView }) {
  const { t } = useLingui()
  const label = useWalletLabel()
  const { notIncluded, unpriced, warnings, aside } = balance
  const before = (wallet: string) => aside?.items.find((item) => item.wallet === wallet && item.symbol === null)
  if (notIncluded.length + unpriced.length + warnings.length === 0) return null
  return (
    <Card aria-labelledby="notes">
      <CardHeader>
        <CardTitle id="notes">
          <Trans>Not in the totals, and notes</Trans>
        </CardTitle>
      </CardHeader>
      <ul className="divide-y border-t">
        {notIncluded.map(({ wallet, reason, unopened }) => (
          <Note key={`wallet ${wallet}`} icon={<CircleSlash aria-hidden className="size-4" />} title={t`${label(wallet)} wallet`}>
            {unopened ? t`Never opened, so there is nothing in it. It is read as soon as it is.` : t`Not included.`} {reason}
            <LastKnown of={before(wallet)} />
          </Note>
        ))}
        {unpriced.length > 0 ? (
          <Note icon={<Tag aria-hidden className="size-4" />} title={unpriced.join(', ')}>
            <Plural
              value={unpriced.length}
              one="No market prices it in USD, so no total counts it."
              other="No market prices them in USD, so no total counts them."
            />
          </Note>
        ) : null}
        {warnings.map((warning) => (
          <Note key={warning} icon={<Info aria-hidden className="size-4" />} title={t(warningTitle(warning))}>
            {warning}
          </Note>
        ))}
      </ul>
    </Card>
  )
}

/** What a wallet held when it could still be read. */
function LastKnown({ of }: { of: AsideItem | undefined }) {
  if (!of) return null
  const { positions = 0, usd, asOf } = of
  const age = <Age date={asOf} />
  const worth = <Money value={usd} live={false} />
  return (
    <span className="mt-0.5 block text-warning">
      {positions === 0 ? (
        <Trans>
          Last read {age}: worth {worth}.
        </Trans>
      ) : (
        <Trans>
          Last read {age}: worth {worth}, with <Plural value={positions} one="one position" other="# positions" /> that no figure
          holds now.
        </Trans>
      )}
    </span>
  )
}

function Note({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-2.5 px-4 py-2.5">
      <span className="mt-0.5 shrink-0 text-muted-foreground">{icon}</span>
      <span className="min-w-0">
        <span className="block break-words font-medium">{title}</span>
        <span className="block text-muted-foreground text-xs">{children}</span>
      </span>
    </li>
  )
}
