'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Coins } from 'lucide-react'
import { AssetSymbol, DebtBadge, SideBadge } from '../assets/asset-name'
import { useSettled } from '../balances/use-settled'
import { NO_FILTERS, VIEW_DEFAULTS, viewInput, windowInput } from '../balances/view-query'
import { Money } from '../format/money'
import { useTRPC } from '../trpc-provider'
import { PaletteGroup } from './palette-group'
import { PaletteItem } from './palette-item'

/** Rows that the palette shows of what is held: what is meant is among the largest, or is named more closely. */
const MOST = 8
/** Time in which somebody types on. */
const TYPING_MS = 150

interface HeldItemsProps {
  search: string
  onGo: (href: string) => void
}

/** Coins, and the tokens and positions of all accounts that a search finds: by coin, pair, account, exchange and side. */
export function HeldItems({ search, onGo }: HeldItemsProps) {
  const { t } = useLingui()
  const trpc = useTRPC()
  const settled = useSettled(search.trim(), TYPING_MS)
  const choices = useQuery(trpc.balances.assetChoices.queryOptions())
  const { sort } = VIEW_DEFAULTS.balances
  const wanted = { search: settled, kind: 'all', groupBy: 'none', sort, dust: true, day: null } as const
  const view = viewInput('balances', { ...NO_FILTERS, ...wanted }, { dustUsd: '0', zone: 'UTC' })
  const found = useQuery(trpc.balances.assets.queryOptions(windowInput(view, [], { at: null, offset: 0, limit: MOST })))
  const word = settled.toLowerCase()
  const coins = (choices.data?.coins ?? []).filter((coin) => coin.toLowerCase().startsWith(word)).slice(0, MOST)
  const holders = new Map(found.data?.holders.map((holder) => [holder.id, holder]))
  return (
    <>
      {coins.length > 0 ? (
        <PaletteGroup heading={t`Coins`}>
          {coins.map((coin) => (
            <PaletteItem
              key={coin}
              value={`coin ${coin}`}
              onSelect={() => onGo(`/balances?group=coin&coin=${encodeURIComponent(coin)}`)}
            >
              <Coins aria-hidden />
              {coin}
              <span className="text-muted-foreground">
                <Trans>in all accounts</Trans>
              </span>
            </PaletteItem>
          ))}
        </PaletteGroup>
      ) : null}
      {found.data && found.data.assets.length > 0 ? (
        <PaletteGroup heading={t`Held`}>
          {found.data.assets.map((asset) => {
            const holder = holders.get(asset.accountId)
            const position = asset.assetType === 'position'
            const query = new URLSearchParams({ q: asset.symbol, account: asset.accountId })
            return (
              <PaletteItem
                key={`${asset.accountId} ${asset.ordinal}`}
                // What was searched for is in it, since the server found it by that.
                value={`held ${settled} ${asset.symbol} ${holder?.name ?? ''} ${asset.accountId} ${asset.ordinal}`}
                onSelect={() => onGo(`/${position ? 'positions' : 'balances'}?${query}`)}
              >
                <AssetSymbol asset={asset} />
                {position ? <SideBadge asset={asset} /> : <DebtBadge asset={asset} />}
                <span className="truncate text-muted-foreground text-xs">{holder?.name}</span>
                <span className="ml-auto text-xs">
                  <Money value={asset.notional} unknown={t`no price known`} live={false} />
                </span>
              </PaletteItem>
            )
          })}
        </PaletteGroup>
      ) : null}
    </>
  )
}
