'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Coins, Waypoints } from 'lucide-react'
import { useState } from 'react'
import { formatMoney } from '@/server/domain/number-format'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { AssetList } from '../assets/asset-list'
import { AssetSheet } from '../assets/asset-sheet'
import { AssetTable } from '../assets/asset-table'
import { type AssetRow, isDust, rowsOf } from '../assets/row'
import { useFunding } from '../assets/use-funding'
import { useDisplay } from '../format/display'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { Input } from '../ui/input'
import { Label } from '../ui/label'
import { Switch } from '../ui/switch'

/** From this many rows on they can be searched. */
const SEARCHABLE = 15

/** Positions and tokens of one account, each with all its fields. */
export function HoldingsCards({ account, balance }: { account: AccountView; balance: BalanceView }) {
  const { t } = useLingui()
  const [shown, setShown] = useState<string | null>(null)
  const funding = useFunding(balance.assets.some(({ assetType }) => assetType === 'position'))
  const rows = rowsOf(account, balance, funding)
  const positions = rows.filter(({ asset }) => asset.assetType === 'position')
  const tokens = rows.filter(({ asset }) => asset.assetType === 'token')
  const open = (row: AssetRow) => setShown(row.id)
  if (rows.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={Coins}
          title={t`This account holds nothing`}
          description={t`Every wallet that the key may read was read and is empty. What you deposit on ${account.exchangeName} appears here by itself.`}
        />
      </Card>
    )
  }
  return (
    <>
      {positions.length > 0 ? (
        <Holdings id="positions" title={t`Positions`} type="position" rows={positions} onOpen={open} />
      ) : (
        <Card className="flex items-center gap-2.5 px-4 py-3 text-muted-foreground">
          <Waypoints aria-hidden className="size-4" />
          <Trans>No open positions.</Trans>
        </Card>
      )}
      {tokens.length > 0 ? <Holdings id="tokens" title={t`Tokens`} type="token" rows={tokens} onOpen={open} /> : null}
      <AssetSheet row={rows.find(({ id }) => id === shown) ?? null} onClose={() => setShown(null)} withAccount={false} />
    </>
  )
}

interface HoldingsProps {
  id: string
  title: string
  rows: readonly AssetRow[]
  type: 'position' | 'token'
  onOpen: (row: AssetRow) => void
}

function Holdings({ id, title, rows, type, onOpen }: HoldingsProps) {
  const { t } = useLingui()
  const display = useDisplay()
  const [search, setSearch] = useState('')
  const [withDust, setWithDust] = useState(false)
  const wanted = search.trim().toUpperCase()
  const find = type === 'position' ? t`Search positions` : t`Search tokens`
  const dust = rows.filter(({ asset }) => isDust(asset, display.dustUsd))
  const shown = rows.filter(
    (row) =>
      (wanted === '' || row.asset.symbol.toUpperCase().includes(wanted)) && (withDust || wanted !== '' || !dust.includes(row)),
  )
  const threshold = formatMoney(display.dustUsd, { locale: display.locale, currency: 'USD' })
  return (
    <Card aria-labelledby={id} className="overflow-hidden">
      <CardHeader>
        <CardTitle id={id}>
          {title} <span className="figures font-normal text-muted-foreground">{rows.length}</span>
        </CardTitle>
        <div className="flex flex-wrap items-center gap-3">
          {dust.length > 0 ? (
            <span className="inline-flex items-center gap-2">
              <Switch id={`${id}-dust`} checked={withDust} onCheckedChange={setWithDust} />
              <Label htmlFor={`${id}-dust`} className="font-normal text-muted-foreground text-xs">
                <Trans>
                  {dust.length} below {threshold}
                </Trans>
              </Label>
            </span>
          ) : null}
          {rows.length >= SEARCHABLE ? (
            <Input
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
              placeholder={find}
              aria-label={find}
              className="w-44"
            />
          ) : null}
        </div>
      </CardHeader>
      {shown.length === 0 ? (
        <p className="border-t px-4 py-6 text-center text-muted-foreground">
          {wanted === '' ? t`All of them are worth less than ${threshold}.` : t`Nothing here matches “${search.trim()}”.`}
        </p>
      ) : (
        <>
          <div className="border-t max-md:hidden">
            <AssetTable type={type} rows={shown} label={title} onOpen={onOpen} />
          </div>
          <div className="border-t md:hidden">
            <AssetList rows={shown} label={title} onOpen={onOpen} />
          </div>
        </>
      )}
    </Card>
  )
}
