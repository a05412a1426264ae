'use client'
import { AssetBrowser } from './asset-browser'
import type { AssetViewDefaults } from './view-state'

const DEFAULTS: AssetViewDefaults = {
  sort: { id: 'value', desc: true },
  columns: ['symbol', 'account', 'wallet', 'size', 'price', 'value', 'notional', 'share', 'profit', 'updated'],
}

/** Every token and position of every account. */
export function Balances() {
  return <AssetBrowser what="balances" defaults={DEFAULTS} />
}
