'use client'
import type { LineAccount } from '@/server/domain/views'
import { lazyPart } from '../ui/lazy-part'

/** What an opened row shows; its code, with the columns of all tables of assets, comes with the first row that is opened. */
export const AccountAssets = lazyPart<{ account: LineAccount; open?: boolean }>(() =>
  import('./account-assets-panel').then((file) => file.AccountAssetsPanel),
)
