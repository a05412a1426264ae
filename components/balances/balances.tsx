'use client'
import { AssetBrowser } from './asset-browser'

/** Every token and position of every account. */
export function Balances() {
  return <AssetBrowser what="balances" />
}
