'use client'
import { lazyPart } from '../ui/lazy-part'
import { useOnce } from '../ui/use-once'
import type { AssetSheetProps } from './asset-sheet-panel'

const Panel = lazyPart(() => import('./asset-sheet-panel').then((file) => file.AssetSheetPanel))

/** Everything known of one row, in a sheet that comes with the first row that is opened. */
export function AssetSheet(props: AssetSheetProps) {
  const open = props.row !== null
  // Once opened it stays, so that it can close as it opened.
  return useOnce(open) ? <Panel {...props} open={open} /> : null
}
