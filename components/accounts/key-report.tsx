'use client'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { CredentialTestView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { isFocusFree } from '../ui/focus-free'
import { FoundReport } from './found-report'
import { moreThanReading } from './more-than-reading'
import { PermissionChips } from './permission-chips'

const POSITION_MODES = { one_way: 'One-way', hedge: 'Hedge', pair_level: 'Set per pair' } as const

/** What trying a key found: what it may do, and what one reading with it saw. */
export function KeyReport({ result, canSetLeverage }: { result: CredentialTestView; canSetLeverage: boolean }) {
  const display = useDisplay()
  const more = moreThanReading(result.permissions)
  const section = useRef<HTMLElement>(null)
  // It is what is read next, before the same button says yes to it. Browsers differ in whether a button that waits keeps the focus.
  useEffect(() => {
    const isOnButton = document.activeElement instanceof HTMLButtonElement
    if (isFocusFree() || isOnButton) section.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label="Result of the test"
      className="rounded-md border border-profit/30 px-3 py-2.5 outline-hidden"
    >
      <p role="status" className="flex items-center gap-2 font-medium">
        <CircleCheck aria-hidden className="size-4 text-profit" />
        {result.exchangeName} accepts this key
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        <Row label="May">
          <PermissionChips permissions={result.permissions} />
        </Row>
        {result.label ? <Row label="Label">{result.label}</Row> : null}
        {result.positionMode ? <Row label="Position mode">{POSITION_MODES[result.positionMode]}</Row> : null}
        {result.ipList ? <Row label="Addresses">{result.ipList.length > 0 ? result.ipList.join(', ') : 'Any'}</Row> : null}
        {result.expiresAt ? <Row label="Expires">{day(result.expiresAt, display)}</Row> : null}
      </dl>
      {more ? (
        <p className="mt-2 flex gap-2 border-t pt-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span>
            <span className="font-medium">This key may {more}: that is more than is needed.</span>{' '}
            <span className="text-muted-foreground">
              {canSetLeverage && more.includes('trade')
                ? 'Reading is enough, unless you want to set leverage from here. '
                : 'Reading is enough. '}
              A key that may only read does the least harm in wrong hands.
            </span>
          </span>
        </p>
      ) : null}
      <FoundReport result={result} />
    </section>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
