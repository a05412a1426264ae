import { Trans } from '@lingui/react/macro'
import { Button } from '../ui/button'
import type { AccountsView } from './accounts-toolbar'

/** In place of rows where none is as they were chosen. */
export function NoneLikeThat({ table, setView }: Pick<AccountsView, 'table' | 'setView'>) {
  return (
    <p className="border-t px-4 py-8 text-center text-muted-foreground">
      <Trans>
        No account is like that.{' '}
        <Button variant="ghost" size="sm" className="touch-target" onClick={() => setView({ q: '', state: [], tag: [] })}>
          Show all {table.active}
        </Button>
      </Trans>
    </p>
  )
}

interface MoreAccountsProps {
  shown: number
  /** Of those chosen. */
  of: number
  busy: boolean
  onMore: () => void
  /** On the button. */
  words: string
}

/** Below rows that are not all of those chosen. */
export function MoreAccounts({ shown, of, busy, onMore, words }: MoreAccountsProps) {
  return (
    <div className="flex items-center justify-between gap-3 border-t px-4 py-2 font-medium text-muted-foreground text-xs">
      <span className="figures font-normal">
        <Trans>
          {shown} of {of} accounts
        </Trans>
      </span>
      <Button variant="ghost" size="sm" className="touch-target -mr-2" aria-busy={busy} onClick={onMore}>
        {words}
      </Button>
    </div>
  )
}
