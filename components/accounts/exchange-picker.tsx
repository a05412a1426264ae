'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { ExchangeInfo } from '@/server/exchanges/port'
import { mayTakeFocus } from '../ui/focus-free'
import { Input } from '../ui/input'
import { useEarlyValue } from '../ui/use-early-value'
import { ExchangeMonogram } from './exchange-monogram'

interface ExchangePickerProps {
  exchanges: readonly ExchangeInfo[]
  onPick: (exchange: ExchangeInfo) => void
}

/** Every supported exchange, the fully supported ones first; typing narrows it, arrows and Enter choose. */
export function ExchangePicker({ exchanges, onPick }: ExchangePickerProps) {
  const { t } = useLingui()
  const [search, setSearch] = useState('')
  const early = useEarlyValue(setSearch)
  const list = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const hintId = useId()
  const found = useMemo(() => {
    const words = search.trim().toLowerCase()
    return exchanges.filter(({ id, name }) => words === '' || name.toLowerCase().includes(words) || id.includes(words))
  }, [exchanges, search])
  const full = found.filter((exchange) => !exchange.generic)
  const generic = found.filter((exchange) => exchange.generic)

  // What one does here is to type a name. Not on phones, whose keyboard would hide the list; nor away from what is being used.
  useEffect(() => {
    if (mayTakeFocus()) place.current?.querySelector('input')?.focus({ preventScroll: true })
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && found[0]) {
      event.preventDefault()
      onPick(found[0])
    }
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      list.current?.querySelector('button')?.focus()
    }
  }

  return (
    <div>
      <div ref={place} className="relative">
        <Search aria-hidden className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground" />
        <Input
          ref={early}
          type="search"
          aria-label={t`Search exchanges`}
          aria-describedby={hintId}
          placeholder={t`Search ${exchanges.length} exchanges`}
          autoComplete="off"
          className="pl-8 md:pl-8"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p id={hintId} className="sr-only" aria-live="polite">
        <Trans>{found.length} exchanges found. Enter chooses the first.</Trans>
      </p>
      <div ref={list} className="mt-4 flex flex-col gap-5">
        <Group title={t`Full support`} exchanges={full} onPick={onPick} />
        <Group
          title={t`Generic support`}
          note={t`Spot balances, and positions where the exchange's API has them in the usual form.`}
          exchanges={generic}
          onPick={onPick}
        />
        {found.length === 0 ? (
          <p className="py-6 text-center text-muted-foreground">
            <Trans>No exchange is called “{search.trim()}”.</Trans>
          </p>
        ) : null}
      </div>
    </div>
  )
}

interface GroupProps {
  title: string
  note?: string
  exchanges: readonly ExchangeInfo[]
  onPick: (exchange: ExchangeInfo) => void
}

function Group({ title, note, exchanges, onPick }: GroupProps) {
  const titleId = useId()
  if (exchanges.length === 0) return null
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className="caption">
        {title}
      </h3>
      {note ? <p className="text-subtle-foreground text-xs">{note}</p> : null}
      <ul className="mt-2 grid grid-cols-1 gap-1.5 min-[420px]:grid-cols-2 sm:grid-cols-3">
        {exchanges.map((exchange) => (
          <li key={exchange.id}>
            <button
              type="button"
              onClick={() => onPick(exchange)}
              className="flex h-11 w-full items-center gap-2.5 rounded-md border bg-card px-2 text-left font-medium transition-colors hover:border-input hover:bg-muted"
            >
              <ExchangeMonogram exchange={exchange.id} name={exchange.name} />
              <span className="min-w-0 flex-1 truncate">{exchange.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
