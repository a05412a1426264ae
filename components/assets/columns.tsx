'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { type AssetSort, LEAST_FIRST } from '@/server/domain/asset-view'
import { isStable } from '@/server/domain/stablecoins'
import { Age } from '../format/age'
import { Amount, Multiple, Percent, Price } from '../format/amount'
import { Unknown } from '../format/figure'
import { Money } from '../format/money'
import { AssetSymbol, DebtBadge, SideBadge } from './asset-name'
import { LiquidationDistance } from './distance'
import { MarketName, WalletName } from './market-name'
import { type AssetRow, profitOnMargin, profitUsd } from './row'

/** One column of any table of assets; what it sorts by is the server's (`db/queries/asset-order`). */
export interface AssetColumn {
  id: string
  label: MessageDescriptor
  /** What the figure means, where the label cannot say it. */
  hint?: MessageDescriptor
  numeric: boolean
  /** Pixels in tables whose columns have a fixed width. */
  width: number
  cell: (row: AssetRow) => ReactNode
}

/** While exchanges are being asked: that is not yet something which they do not tell. */
function Loading() {
  return (
    <span className="text-subtle-foreground text-xs">
      <Trans>loading</Trans>
    </span>
  )
}

/** The currency that a row's margins and profit are in. */
function coinOf({ asset }: AssetRow): string {
  return asset.assetType === 'token' ? asset.symbol : (asset.settle ?? '')
}

function amountColumn(
  id: string,
  label: MessageDescriptor,
  width: number,
  pick: (row: AssetRow) => string | null,
  hint?: MessageDescriptor,
): AssetColumn {
  return {
    id,
    label,
    width,
    numeric: true,
    ...(hint ? { hint } : {}),
    cell: (row) => <Amount value={pick(row)} price={row.asset.price} unit={coinOf(row)} />,
  }
}

function priceColumn(id: string, label: MessageDescriptor, pick: (row: AssetRow) => string | null): AssetColumn {
  return { id, label, width: 88, numeric: true, cell: (row) => <Price value={pick(row)} /> }
}

/** Where nothing belongs in the cell: no dash, since nothing is unknown. */
function onlyFor(type: 'token' | 'position', cell: (row: AssetRow) => ReactNode): (row: AssetRow) => ReactNode {
  return (row) => (row.asset.assetType === type ? cell(row) : null)
}

export const ASSET_COLUMNS = {
  symbol: {
    id: 'symbol',
    label: msg`Asset`,
    width: 184,
    numeric: false,
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <AssetSymbol asset={row.asset} className="truncate" />
        {row.asset.assetType === 'position' ? <SideBadge asset={row.asset} /> : <DebtBadge asset={row.asset} />}
      </span>
    ),
  },
  account: {
    id: 'account',
    label: msg`Account`,
    width: 116,
    numeric: false,
    cell: ({ account }) => <span className="truncate">{account.name}</span>,
  },
  exchange: {
    id: 'exchange',
    label: msg`Exchange`,
    width: 96,
    numeric: false,
    cell: ({ account }) => <span className="truncate text-muted-foreground">{account.exchangeName}</span>,
  },
  wallet: {
    id: 'wallet',
    label: msg`Wallet`,
    width: 88,
    numeric: false,
    cell: ({ asset }) => (
      <span className="truncate text-muted-foreground">
        <WalletName wallet={asset.walletType} />
      </span>
    ),
  },
  market: {
    id: 'market',
    label: msg`Market`,
    width: 96,
    numeric: false,
    cell: ({ asset }) => (
      <span className="truncate text-muted-foreground">
        <MarketName asset={asset} />
      </span>
    ),
  },
  type: {
    id: 'type',
    label: msg`Type`,
    width: 72,
    numeric: false,
    cell: ({ asset }) => (
      <span className="text-muted-foreground">
        {asset.assetType === 'token' ? <Trans>Token</Trans> : <Trans>Position</Trans>}
      </span>
    ),
  },
  side: {
    id: 'side',
    label: msg`Side`,
    width: 64,
    numeric: false,
    cell: onlyFor('position', ({ asset }) => <SideBadge asset={asset} />),
  },
  size: {
    id: 'size',
    label: msg`Size`,
    hint: msg`Coins, without unrealised profit; negative when short or owed`,
    width: 88,
    numeric: true,
    cell: ({ asset }) => (
      <Amount
        value={asset.size}
        price={asset.assetType === 'token' ? asset.price : isStable(asset.settle ?? '') ? asset.markPrice : null}
        unit={asset.base}
      />
    ),
  },
  price: {
    id: 'price',
    label: msg`Price`,
    hint: msg`USD per coin; the route it was found by is in the details`,
    width: 100,
    numeric: true,
    cell: ({ asset }) => <Price value={asset.assetType === 'token' ? asset.price : asset.markPrice} />,
  },
  value: {
    id: 'value',
    label: msg`Value`,
    hint: msg`Size × price of a token`,
    width: 120,
    numeric: true,
    cell: onlyFor('token', ({ asset }) => <Money value={asset.notional} unknown={/*i18n*/ 'no price known'} />),
  },
  notional: {
    id: 'notional',
    label: msg`Notional`,
    hint: msg`Size × mark price of a position; negative when short`,
    width: 108,
    numeric: true,
    cell: onlyFor('position', ({ asset }) => <Money value={asset.notional} />),
  },
  share: {
    id: 'share',
    label: msg`Share`,
    hint: msg`Of what the account holds in the same market, by absolute value`,
    width: 72,
    numeric: true,
    cell: ({ asset }) => <Percent value={asset.notionalPctTotal} decimals={1} live={false} />,
  },
  profit: {
    id: 'profit',
    label: msg`Unrealised`,
    hint: msg`Unrealised profit`,
    width: 96,
    numeric: true,
    cell: ({ asset }) => <Money value={profitUsd(asset)} sign="always" tone="signed" />,
  },
  profitCoins: amountColumn(
    'profitCoins',
    msg`Unrealised, coins`,
    136,
    ({ asset }) => asset.unrealizedProfit,
    msg`Unrealised profit in the settlement currency`,
  ),
  profitShare: {
    id: 'profitShare',
    label: msg`ROE`,
    hint: msg`Return on margin (ROE): unrealised profit as a share of the initial margin`,
    width: 76,
    numeric: true,
    cell: onlyFor('position', ({ asset }) => <Percent value={profitOnMargin(asset)} sign="always" tone="signed" />),
  },
  marginBalance: amountColumn(
    'marginBalance',
    msg`Margin balance`,
    120,
    ({ asset }) => asset.marginBalance,
    msg`Size and unrealised profit, where it is collateral; of an isolated position the margin put up`,
  ),
  initialMargin: amountColumn('initialMargin', msg`Initial margin`, 112, ({ asset }) => asset.initialMargin),
  maintMargin: amountColumn('maintMargin', msg`Maint. margin`, 112, ({ asset }) => asset.maintMargin),
  available: amountColumn(
    'available',
    msg`Available`,
    112,
    ({ asset }) => asset.availableBalance,
    msg`Free for orders or transfer`,
  ),
  amount: amountColumn('amount', msg`Amount`, 112, ({ asset }) => asset.amount, msg`Coins before what is borrowed`),
  borrowed: {
    id: 'borrowed',
    label: msg`Borrowed`,
    width: 104,
    numeric: true,
    cell: onlyFor('token', ({ asset }) => <Amount value={asset.borrowed} price={asset.price} unit={asset.symbol} />),
  },
  leverage: {
    id: 'leverage',
    label: msg`Leverage`,
    hint: msg`As set on the exchange, and whether the margin is shared (cross) or its own (isolated)`,
    width: 100,
    numeric: true,
    cell: onlyFor('position', ({ asset }) => (
      <span className="whitespace-nowrap">
        <Multiple value={asset.leverage} />
        {asset.marginMode === null ? null : (
          <span className="text-muted-foreground">
            {' '}
            {asset.marginMode === 'cross' ? <Trans>cross</Trans> : <Trans>isolated</Trans>}
          </span>
        )}
      </span>
    )),
  },
  marginMode: {
    id: 'marginMode',
    label: msg`Margin`,
    width: 72,
    numeric: false,
    cell: onlyFor('position', ({ asset }) =>
      asset.marginMode === null ? (
        <Unknown />
      ) : (
        <span className="text-muted-foreground">
          {asset.marginMode === 'cross' ? <Trans>Cross</Trans> : <Trans>Isolated</Trans>}
        </span>
      ),
    ),
  },
  entry: priceColumn('entry', msg`Entry`, ({ asset }) => asset.entryPrice),
  mark: priceColumn('mark', msg`Mark`, ({ asset }) => asset.markPrice),
  liquidation: {
    ...priceColumn('liquidation', msg`Liquidation`, ({ asset }) => asset.liquidationPrice),
    cell: onlyFor('position', ({ asset }) => <Price value={asset.liquidationPrice} />),
  },
  distance: {
    id: 'distance',
    label: msg`Distance`,
    hint: msg`How far the mark price may move before liquidation`,
    width: 72,
    numeric: true,
    cell: onlyFor('position', ({ asset }) => <LiquidationDistance asset={asset} />),
  },
  funding: {
    id: 'funding',
    label: msg`Funding`,
    hint: msg`Share of the notional that longs pay shorts next; negative: shorts pay longs`,
    width: 72,
    numeric: true,
    cell: onlyFor('position', ({ funding }) =>
      funding === 'loading' ? (
        <Loading />
      ) : (
        <Percent
          value={funding?.rate ?? null}
          decimals={4}
          live={false}
          unknown={/*i18n*/ 'the exchange does not tell it for all at once'}
        />
      ),
    ),
  },
  nextFunding: {
    id: 'nextFunding',
    label: msg`Next funding`,
    width: 96,
    numeric: true,
    cell: onlyFor('position', ({ funding }) =>
      funding === 'loading' ? (
        <Loading />
      ) : funding?.nextAt ? (
        <Age date={funding.nextAt} className="figures text-muted-foreground" />
      ) : (
        <Unknown />
      ),
    ),
  },
  route: {
    id: 'route',
    label: msg`Price route`,
    width: 192,
    numeric: false,
    cell: ({ asset }) =>
      asset.priceRoute === null ? <Unknown /> : <span className="truncate text-muted-foreground">{asset.priceRoute}</span>,
  },
  updated: {
    id: 'updated',
    label: msg`Updated`,
    width: 84,
    numeric: true,
    cell: ({ asOf, stale }) => <Age date={asOf} className={stale ? 'figures text-warning' : 'figures text-muted-foreground'} />,
  },
} as const satisfies Record<AssetSort, AssetColumn>

export type AssetColumnId = AssetSort

/** The way of a column's first click: what is urgent comes first, and of what is not the largest; names from A. */
export function beginsDescending(id: AssetColumnId): boolean {
  return ASSET_COLUMNS[id].numeric && !LEAST_FIRST.has(id)
}

export function columnsOf(ids: readonly AssetColumnId[]): AssetColumn[] {
  return ids.map((id) => ASSET_COLUMNS[id])
}
