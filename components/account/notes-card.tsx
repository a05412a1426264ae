'use client'
import { CircleSlash, Info, Tag } from 'lucide-react'
import type { ReactNode } from 'react'
import type { BalanceView } from '@/server/domain/views'
import { walletLabel } from '../assets/row'
import { warningTitle } from '../overview/attention-words'
import { Card, CardHeader, CardTitle } from '../ui/card'

/** What the account's totals leave out and why, and what to know about its numbers. Nothing where there is none. */
export function NotesCard({ balance }: { balance: BalanceView }) {
  const { notIncluded, unpriced, warnings } = balance
  if (notIncluded.length + unpriced.length + warnings.length === 0) return null
  return (
    <Card aria-labelledby="notes">
      <CardHeader>
        <CardTitle id="notes">Not in the totals, and notes</CardTitle>
      </CardHeader>
      <ul className="divide-y border-t">
        {notIncluded.map(({ wallet, reason, unopened }) => (
          <Note
            key={`wallet ${wallet}`}
            icon={<CircleSlash aria-hidden className="size-4" />}
            title={`${walletLabel(wallet)} wallet`}
          >
            {unopened ? 'Never opened, so there is nothing in it. It is read as soon as it is.' : 'Not included.'} {reason}
          </Note>
        ))}
        {unpriced.length > 0 ? (
          <Note icon={<Tag aria-hidden className="size-4" />} title={unpriced.join(', ')}>
            No market prices {unpriced.length === 1 ? 'it' : 'them'} in USD, so no total counts{' '}
            {unpriced.length === 1 ? 'it' : 'them'}.
          </Note>
        ) : null}
        {warnings.map((warning) => (
          <Note key={warning} icon={<Info aria-hidden className="size-4" />} title={warningTitle(warning)}>
            {warning}
          </Note>
        ))}
      </ul>
    </Card>
  )
}

function Note({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="flex gap-2.5 px-4 py-2.5">
      <span className="mt-0.5 shrink-0 text-muted-foreground">{icon}</span>
      <span className="min-w-0">
        <span className="block break-words font-medium">{title}</span>
        <span className="block text-muted-foreground text-xs">{children}</span>
      </span>
    </li>
  )
}
