'use client'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { Button } from '../ui/button'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { useLater } from '../ui/use-later'
import { useScreen } from '../ui/use-screen'
import { AccountList } from './account-list'
import { AccountRows } from './account-rows'
import { useAccountLines } from './use-account-lines'

/** Lines that a desk's screen has room for above its end; a phone's has for none. */
const ON_SCREEN = 5
/** What a line takes where nothing is to be said below it: those that are drawn a moment later are given their place. */
const rowsHeight = (rows: number) => `${rows * 3.5}rem`
const itemsHeight = (items: number) => `calc(${items * 4}rem + ${items}px)`

/** Each account in a line: the first ones, and more as they are asked for. */
export function AccountsPanel({ accounts }: { accounts: number }) {
  const screen = useScreen()
  const later = useLater()
  const { lines, changes, more, loading, failed } = useAccountLines(accounts)
  return (
    <Card aria-labelledby="accounts">
      <CardHeader>
        <CardTitle id="accounts">Accounts</CardTitle>
        <Button asChild variant="ghost" size="sm">
          <Link href="/accounts/new">
            <Plus aria-hidden />
            Add account
          </Link>
        </Button>
      </CardHeader>
      {screen === 'narrow' ? null : (
        <div className="hidden border-t md:block">
          <AccountRows rows={later ? lines : lines.slice(0, ON_SCREEN)} changes={changes} />
          {later ? null : <div style={{ height: rowsHeight(Math.max(0, lines.length - ON_SCREEN)) }} />}
        </div>
      )}
      {screen === 'wide' ? null : (
        <div className="md:hidden">
          {later ? (
            <AccountList rows={lines} changes={changes} />
          ) : (
            <div className="border-t" style={{ height: itemsHeight(lines.length) }} />
          )}
        </div>
      )}
      {accounts > lines.length ? (
        <div className="flex items-center justify-between gap-3 border-t px-4 py-2 font-medium text-muted-foreground text-xs">
          <span className="figures font-normal">
            {lines.length} of {accounts} accounts
          </span>
          <Button variant="ghost" size="sm" className="touch-target -mr-2" onClick={more.show} aria-busy={loading}>
            {failed ? 'Not loaded: try again' : loading ? 'Loading…' : `Show ${more.count} more`}
          </Button>
        </div>
      ) : null}
    </Card>
  )
}
