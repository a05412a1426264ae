'use client'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Coins, Plus, SearchX } from 'lucide-react'
import { Activity, useDeferredValue, useState } from 'react'
import type { AssetSums } from '@/server/domain/views'
import { AssetSheet } from '../assets/asset-sheet'
import { type AssetColumnId, beginsDescending } from '../assets/columns'
import { type AssetRow, type KnownFunding, rowsOf } from '../assets/row'
import { useFunding } from '../assets/use-funding'
import { Link } from '../desk/link'
import { ForRole } from '../desks/desk-role'
import { Age } from '../format/age'
import { useDisplay } from '../format/display'
import { listedWords } from '../format/listed'
import { Money } from '../format/money'
import { zoneOf } from '../format/zone'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { useScreen } from '../ui/use-screen'
import { AsOfDay } from './as-of-day'
import { AssetGrid } from './grid'
import { AssetVirtualList } from './list'
import { Toolbar } from './toolbar'
import { type AssetLines, useAssetLines } from './use-asset-lines'
import { useSettled } from './use-settled'
import { type AssetBook, VIEW_DEFAULTS, viewInput } from './view-query'
import { useAssetView } from './view-state'
import { whyOf } from './why-of'

/** Letters that follow each other this quickly are one search. */
const TYPING_MS = 150

interface AssetBrowserProps {
  what: AssetBook
}

/** All assets of all accounts in one table, searched, filtered, grouped and sorted as the URL says. */
export function AssetBrowser({ what }: AssetBrowserProps) {
  const { t } = useLingui()
  const defaults = VIEW_DEFAULTS[what]
  const display = useDisplay()
  const viewer = { dustUsd: display.dustUsd, zone: zoneOf(display) }
  const { view, setView, reset } = useAssetView(defaults)
  const [shown, setShown] = useState<AssetRow | null>(null)
  const screen = useScreen()
  // It comes behind the rows and draws all of them anew: in pieces, since nobody waits for it.
  const funding = useDeferredValue(useFunding())
  // Typing stays quick while the rows follow.
  const search = useSettled(view.search, TYPING_MS)
  const lines = useAssetLines(viewInput(what, { ...view, search }, viewer), funding)
  const { total, held, accounts, dust } = lines.window
  const toggleSort = (id: AssetColumnId) =>
    setView({ sort: id === view.sort.id ? { id, desc: !view.sort.desc } : { id, desc: beginsDescending(id) } })

  if (!held) return <Nothing what={what} accounts={accounts ?? 0} leftOut={lines.window.sums.leftOut} />
  const label = what === 'balances' ? t`Balances` : t`Positions`
  return (
    <Card className="flex flex-col overflow-hidden">
      {/*
       * Each part comes alive on its own: a click on the table's head need not wait for the others, and the shape that this screen
       * does not show goes before it has come alive.
       */}
      <Activity>
        <Toolbar view={view} setView={setView} defaults={defaults} what={what} />
      </Activity>
      {/* What stands below is said, not what was asked for: that may be on its way, or of a day that is not over. */}
      {lines.asOf === null ? null : (
        <AsOfDay end={lines.asOf} notKnown={lines.window.notKnown} onNow={() => setView({ day: null })} />
      )}
      {total === 0 ? (
        <div className="border-t">
          <EmptyState
            icon={SearchX}
            title={dust.rows > 0 ? t`Only dust is left` : t`Nothing matches`}
            description={
              dust.rows > 0 ? t`All rows of this view are below the threshold.` : t`No row fits the search and the filters.`
            }
            action={
              <Button onClick={reset}>
                <Trans>Show everything</Trans>
              </Button>
            }
          />
        </div>
      ) : (
        <>
          {screen === 'narrow' ? null : (
            <Activity>
              <div className="border-t max-md:hidden">
                <AssetGrid lines={lines} view={view} defaults={defaults} label={label} onSort={toggleSort} onOpen={setShown} />
              </div>
            </Activity>
          )}
          {screen === 'wide' ? null : (
            <Activity>
              <div className="border-t md:hidden">
                <AssetVirtualList lines={lines} view={view} label={label} onOpen={setShown} />
              </div>
            </Activity>
          )}
        </>
      )}
      <Activity>
        <Foot lines={lines} what={what} />
      </Activity>
      {shown ? (
        <ShownAsset row={shown} past={lines.asOf !== null} funding={funding} onClose={() => setShown(null)} />
      ) : (
        <AssetSheet row={null} onClose={noop} />
      )}
    </Card>
  )
}

const noop = () => {}

/** The sheet of one asset, as its account holds it now; closed when it holds it no more. `past`: as the table has it. */
function ShownAsset({
  row,
  past,
  funding,
  onClose,
}: {
  row: AssetRow
  past: boolean
  funding: KnownFunding
  onClose: () => void
}) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.balances.cached.queryOptions({ accountIds: [row.account.id] }, { enabled: !past }))
  const balance = past ? undefined : data?.balances[0]
  const now = balance ? rowsOf(row.account, balance, funding).find(({ id }) => id === row.id) : row
  return <AssetSheet row={now ?? null} past={past} onClose={onClose} />
}

function Foot({ lines, what }: { lines: AssetLines; what: AssetBook }) {
  const { i18n, t } = useLingui()
  const { locale, dustUsd } = useDisplay()
  const { sums, dust, old } = lines.window
  const { bounds, leftOut } = sums
  const because = whyOf(sums, i18n)
  const rows = sums.rows.toLocaleString(locale)
  const names = listedWords(leftOut.names, i18n, leftOut.count)
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2.5 text-muted-foreground text-xs">
      <span className="figures">
        <Plural value={sums.rows} one={`${rows} row`} other={`${rows} rows`} />
      </span>
      {what === 'positions' ? null : (
        <span>
          <Trans>
            Tokens{' '}
            <Money value={sums.tokens ?? '0'} bound={bounds.tokens} because={because} className="font-medium text-foreground" />
          </Trans>
        </span>
      )}
      {sums.positions === null ? null : (
        <>
          <span>
            <Trans>
              Positions net{' '}
              <Money value={sums.positions} bound={bounds.positions} because={because} className="font-medium text-foreground" />
            </Trans>
          </span>
          <span>
            <Trans>
              gross <Money value={sums.gross} bound={bounds.gross} because={because} className="font-medium text-foreground" />
            </Trans>
          </span>
          <span>
            <Trans>
              Unrealised{' '}
              <Money
                value={sums.profit}
                sign="always"
                tone="signed"
                bound={leftOut.count > 0 ? bounds.positions : 'exact'}
                because={because}
                className="font-medium"
              />
            </Trans>
          </span>
        </>
      )}
      {leftOut.count > 0 ? (
        <span className="text-warning">
          {what === 'positions' ? t`There may be more positions in ${names}` : t`Not all is known of ${names}`}
        </span>
      ) : null}
      {old ? (
        <span className="text-warning">
          <Old accounts={old.accounts} oldest={old.oldest} />
        </span>
      ) : null}
      {sums.unpriced > 0 ? (
        <span className="text-warning">
          <Trans>{sums.unpriced} without a price, in no sum</Trans>
        </span>
      ) : null}
      {dust.rows > 0 ? (
        <span>
          <Trans>
            {dust.rows} hidden below <Money value={dustUsd} live={false} />, together <Money value={dust.value} live={false} />
          </Trans>
        </span>
      ) : null}
      {lines.failed ? (
        <span role="alert" className="text-warning">
          <Trans>
            Some rows could not be read.{' '}
            <button type="button" onClick={lines.retry} className="font-medium underline underline-offset-4">
              Try again
            </button>
          </Trans>
        </span>
      ) : null}
    </p>
  )
}

/** Accounts whose rows are of another moment. */
function Old({ accounts, oldest }: NonNullable<AssetLines['window']['old']>) {
  const { locale } = useDisplay()
  const many = accounts.toLocaleString(locale)
  const name = (
    <Link href={`/accounts/${oldest.id}`} className="font-medium underline-offset-4 hover:underline">
      {oldest.name}
    </Link>
  )
  const age = <Age date={oldest.asOf} />
  return accounts === 1 ? (
    <Trans>
      {name} as it was {age}
    </Trans>
  ) : (
    <Trans>
      <Plural value={accounts} one={`${many} account as it was`} other={`${many} accounts as they were`} />, the oldest {name}{' '}
      {age}
    </Trans>
  )
}

function Nothing({
  what,
  accounts,
  leftOut,
}: {
  what: AssetBrowserProps['what']
  accounts: number
  leftOut: AssetSums['leftOut']
}) {
  const { i18n, t } = useLingui()
  const names = listedWords(leftOut.names, i18n, leftOut.count)
  const add = (
    <ForRole least="manager">
      <Button asChild variant="primary">
        <Link href="/accounts/new">
          <Plus aria-hidden />
          <Trans>Add account</Trans>
        </Link>
      </Button>
    </ForRole>
  )
  const words =
    accounts === 0
      ? {
          title: t`Connect your first account`,
          description: t`What it holds appears here, read from the exchange with a key that may only read.`,
          action: add,
        }
      : what === 'positions'
        ? leftOut.count > 0
          ? {
              title: t`No position is known`,
              description: t`What could be read has none open. There may be some in ${names}, which could not be read in full.`,
              action: null,
            }
          : {
              title: t`No open positions`,
              description: t`Positions of all accounts appear here as soon as one is open.`,
              action: null,
            }
        : {
            title: t`Nothing is held yet`,
            description: t`What your accounts hold appears here after their first refresh.`,
            action: null,
          }
  return (
    <Card>
      <EmptyState icon={Coins} {...words} className="py-24" />
    </Card>
  )
}
