'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { ShockedBookOf } from '@/server/domain/risk/book'
import type { Direction } from '@/server/domain/risk/deaths'
import type { RiskAccount } from '@/server/domain/risk/types'
import { Percent, Price } from '../format/amount'
import { listedWords } from '../format/listed'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { IntentLink } from '../ui/intent-link'
import { shareOf } from './words'

const MOST = 4
const WORDS: Record<Direction, { title: MessageDescriptor; none: MessageDescriptor }> = {
  down: { title: msg`If prices fall`, none: msg`Nothing is liquidated down to −60 %.` },
  up: { title: msg`If prices rise`, none: msg`Nothing is liquidated up to +100 %.` },
}

/** What is liquidated first either way, by account. */
export function FirstDeaths({ book, unsaid }: { book: ShockedBookOf; unsaid: readonly RiskAccount[] }) {
  const { i18n } = useLingui()
  const names = listedWords(
    unsaid.map(({ accountName }) => accountName),
    i18n,
  )
  return (
    <Card aria-labelledby="first-deaths">
      <CardHeader>
        <CardTitle id="first-deaths">
          <Trans>What is liquidated first</Trans>
        </CardTitle>
      </CardHeader>
      <div className="grid sm:grid-cols-2 xl:grid-cols-1">
        {(['down', 'up'] as const).map((direction) => (
          <Deaths key={direction} book={book} direction={direction} />
        ))}
      </div>
      {unsaid.length > 0 ? (
        <p className="border-t px-4 py-2.5 text-warning text-xs">
          <Trans>Not told, or not of all, for {names}: a wallet, its margin, debts, a price or a reading is not known.</Trans>
        </p>
      ) : null}
    </Card>
  )
}

function Deaths({ book, direction }: { book: ShockedBookOf; direction: Direction }) {
  const { t } = useLingui()
  const deaths = book.firstDeaths(direction)
  const { title, none } = WORDS[direction]
  return (
    <div className="border-t px-4 py-3">
      <h3 className="caption">{t(title)}</h3>
      {deaths.length === 0 ? (
        <p className="mt-1 text-muted-foreground text-sm">{t(none)}</p>
      ) : (
        <ol className="mt-1.5 flex flex-col gap-1.5">
          {deaths.slice(0, MOST).map(({ account, death }) => (
            <li key={account.accountId} className="flex items-baseline justify-between gap-3">
              <span className="min-w-0">
                <span className="block truncate">{death.symbol}</span>
                <IntentLink
                  href={`/accounts/${account.accountId}`}
                  className="touch-text block truncate rounded-sm text-muted-foreground text-xs underline-offset-4 hover:underline"
                >
                  {account.accountName}
                  {account.stale ? (
                    <span className="text-warning">
                      {' '}
                      <Trans>· old reading</Trans>
                    </span>
                  ) : null}
                </IntentLink>
              </span>
              <span className="shrink-0 text-right">
                <Percent value={shareOf(death.shock)} sign="always" decimals={1} live={false} className="font-medium" />
                {death.price === null ? null : (
                  <span
                    className="block text-muted-foreground text-xs"
                    title={
                      death.by === 'exchange'
                        ? t`The exchange's own liquidation price`
                        : t`Reckoned from margin balance and maintenance margin`
                    }
                  >
                    <Price value={death.price} />
                    {death.by === 'exchange' ? null : (
                      <>
                        {' '}
                        <Trans>(reckoned)</Trans>
                      </>
                    )}
                  </span>
                )}
              </span>
            </li>
          ))}
          {deaths.length > MOST ? (
            <li className="text-muted-foreground text-xs">
              <Plural value={deaths.length - MOST} one="and # more account on the way" other="and # more accounts on the way" />
            </li>
          ) : null}
        </ol>
      )}
    </div>
  )
}
