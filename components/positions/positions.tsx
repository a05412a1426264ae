'use client'
import { AssetBrowser } from '../balances/asset-browser'
import type { AssetViewDefaults } from '../balances/view-state'

const DEFAULTS: AssetViewDefaults = {
  sort: { id: 'notional', desc: true },
  columns: [
    'symbol',
    'account',
    'size',
    'notional',
    'entry',
    'mark',
    'liquidation',
    'distance',
    'profit',
    'profitShare',
    'funding',
    'leverage',
  ],
}

/** Every open position of every account. */
export function Positions() {
  return <AssetBrowser what="positions" defaults={DEFAULTS} />
}
