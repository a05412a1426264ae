'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Plus } from 'lucide-react'
import { Activity } from 'react'
import { MoreAccounts, NoneLikeThat } from '../accounts/accounts-ends'
import { AccountsToolbar, WATCHING_SORTS } from '../accounts/accounts-toolbar'
import { ForRole } from '../desks/desk-role'
import { Button } from '../ui/button'
import { Card, CardHeader, CardTitle } from '../ui/card'
import { cn } from '../ui/cn'
import { IntentLink } from '../ui/intent-link'
import { useLater } from '../ui/use-later'
import { useScreen } from '../ui/use-screen'
import { AccountList } from './account-list'
import { AccountRows } from './account-rows'
import { useAccountLines } from './use-account-lines'

/** Lines that a desk's screen has room for above its end; a phone's has for none. */
const ON_SCREEN = 5
/**
 * What lines take where nothing is to be said below them, with groups and sum: those that are drawn a moment later are given
 * their place.
 */
const rowsHeight = (rows: number, sum: boolean) => `${rows * 3.5 + (sum ? 2.75 : 0)}rem`
const itemsHeight = (items: number, groups: number, sum: boolean) =>
  `calc(${items * 4 + groups * 2.25 + (sum ? 2.75 : 0)}rem + ${items + groups}px)`

/** Each of the accounts chosen in a line, with what it risks: the first ones, and more as they are asked for. */
export function AccountsPanel() {
  const { t } = useLingui()
  const screen = useScreen()
  const later = useLater()
  const { view, setView, table, lines, changes, more, behind, loading, failed } = useAccountLines()
  const shown = { table, view, setView }
  const summed = table.sum.accounts > 1
  const groups = new Set(lines.map(({ group }) => group).filter((group) => group !== null)).size
  return (
    <Card aria-labelledby="accounts">
      <CardHeader>
        <CardTitle id="accounts">
          <Trans>Accounts</Trans>
        </CardTitle>
        <span className="flex">
          {/* What they are kept by is there: here is what they are worth and risk. */}
          <Button asChild variant="ghost" size="sm" className="touch-target">
            <IntentLink href="/accounts">
              <Trans>Keys and permissions</Trans>
            </IntentLink>
          </Button>
          <ForRole least="manager">
            <Button asChild variant="ghost" size="sm" className="touch-target">
              <IntentLink href="/accounts/new">
                <Plus aria-hidden />
                <Trans>Add account</Trans>
              </IntentLink>
            </Button>
          </ForRole>
        </span>
      </CardHeader>
      {table.active > 1 ? (
        <div className="border-t">
          <AccountsToolbar {...shown} sorts={WATCHING_SORTS} />
        </div>
      ) : null}
      <div className={cn('transition-opacity', behind && 'opacity-60')} aria-busy={behind}>
        {screen === 'narrow' ? null : (
          // Of its own, so that a phone takes it away before it has come alive.
          <Activity>
            <div className="hidden border-t md:block">
              <AccountRows
                rows={later ? lines : lines.slice(0, ON_SCREEN)}
                changes={changes}
                table={later || lines.length <= ON_SCREEN ? table : null}
                sort={{ view, setView }}
              />
              {later ? null : (
                <div style={{ height: rowsHeight(Math.max(0, lines.length - ON_SCREEN), summed && lines.length > ON_SCREEN) }} />
              )}
            </div>
          </Activity>
        )}
        {screen === 'wide' ? null : (
          <div className="md:hidden">
            {later ? (
              <AccountList rows={lines} changes={changes} table={table} />
            ) : (
              <div className="border-t" style={{ height: itemsHeight(lines.length, groups, summed) }} />
            )}
          </div>
        )}
        {lines.length === 0 ? <NoneLikeThat {...shown} /> : null}
      </div>
      {table.of > lines.length ? (
        <MoreAccounts
          shown={lines.length}
          of={table.of}
          busy={loading}
          onMore={more.show}
          words={failed ? t`Not loaded: try again` : loading ? t`Loading…` : t`Show ${more.count} more`}
        />
      ) : null}
    </Card>
  )
}
