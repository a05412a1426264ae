'use client'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { CredentialTestView } from '@/server/domain/views'
import { useDisplay } from '../format/display'
import { day } from '../format/time'
import { isFocusFree } from '../ui/focus-free'
import { FoundReport } from './found-report'
import { moreThanReading } from './more-than-reading'
import { PermissionChips } from './permission-chips'

const POSITION_MODES = { one_way: msg`One-way`, hedge: msg`Hedge`, pair_level: msg`Set per pair` } as const

const MORE = {
  trade: msg`This key may trade: that is more than is needed.`,
  transfer: msg`This key may move coins between wallets: that is more than is needed.`,
  both: msg`This key may trade and move coins between wallets: that is more than is needed.`,
} as const

/** What trying a key found: what it may do, and what one reading with it saw. */
export function KeyReport({ result, canSetLeverage }: { result: CredentialTestView; canSetLeverage: boolean }) {
  const { t } = useLingui()
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
      aria-label={t`Result of the test`}
      className="rounded-md border border-profit/30 px-3 py-2.5 outline-hidden"
    >
      <p role="status" className="flex items-center gap-2 font-medium">
        <CircleCheck aria-hidden className="size-4 text-profit" />
        <Trans>{result.exchangeName} accepts this key</Trans>
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        <Row label={t`May`}>
          <PermissionChips permissions={result.permissions} />
        </Row>
        {result.label ? <Row label={t`Label`}>{result.label}</Row> : null}
        {result.positionMode ? <Row label={t`Position mode`}>{t(POSITION_MODES[result.positionMode])}</Row> : null}
        {result.ipList ? <Row label={t`Addresses`}>{result.ipList.length > 0 ? result.ipList.join(', ') : t`Any`}</Row> : null}
        {result.expiresAt ? <Row label={t`Expires`}>{day(result.expiresAt, display)}</Row> : null}
      </dl>
      {more ? (
        <p className="mt-2 flex gap-2 border-t pt-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span>
            <span className="font-medium">{t(MORE[more])}</span>{' '}
            <span className="text-muted-foreground">
              {canSetLeverage && more !== 'transfer' ? (
                <Trans>
                  Reading is enough, unless you want to set leverage from here. A key that may only read does the least harm in
                  wrong hands.
                </Trans>
              ) : (
                <Trans>Reading is enough. A key that may only read does the least harm in wrong hands.</Trans>
              )}
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
