'use client'
import { positionSuggestions } from '@/server/domain/alerts/suggest'
import type { AssetRow } from '../assets/row'
import { useOwnRules } from './use-own-rules'
import { WatchPanel } from './watch-panel'

/** What a row's bell opens: rules about its position, made from its figures as they stand. */
export function WatchPosition({ row: { account, asset } }: { row: AssetRow; open?: boolean }) {
  return <WatchPanel suggestions={positionSuggestions(account.id, asset)} own={useOwnRules(account.id, asset.symbol)} />
}
