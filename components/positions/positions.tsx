'use client'
import { AssetBrowser } from '../balances/asset-browser'

/** Every open position of every account. */
export function Positions() {
  return <AssetBrowser what="positions" />
}
