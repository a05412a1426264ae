'use client'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import { ShockedBookOf } from '@/server/domain/risk/book'
import { savingTransfer } from '@/server/domain/risk/saving'
import type { Scope } from '@/server/domain/risk/types'
import type { BookRiskView } from '@/server/domain/views'

/** A book of more accounts is drawn along its whole path once the page is there: a server has others to answer. */
const AT_ONCE = 60

/** The book under the prices that are chosen: what a slider needs at once, and what may come a moment later. */
export function useShockedBook(risk: BookRiskView, scope: Scope, percent: number) {
  const { accounts, betas } = risk
  const [alive, setAlive] = useState(accounts.length <= AT_ONCE)
  useEffect(() => setAlive(true), [])
  const coin = scope.kind === 'coin' ? scope.coin : ''
  const book = useMemo(
    () => new ShockedBookOf(accounts, coin === '' ? { kind: 'all' } : { kind: 'coin', coin }, betas),
    [accounts, betas, coin],
  )
  const late = useDeferredValue(book)
  const direction = percent > 0 ? 'up' : 'down'
  const curve = useMemo(() => (alive ? late.curve() : null), [late, alive])
  const saving = useMemo(
    () => (alive ? savingTransfer(accounts, late.scope, betas, direction) : null),
    [accounts, betas, late, direction, alive],
  )
  const now = useMemo(() => book.at(0), [book])
  const shocked = useMemo(() => book.at(percent / 100), [book, percent])
  return { book, now, shocked, curve, saving, direction } as const
}
