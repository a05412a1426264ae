'use client'
import { useLingui } from '@lingui/react/macro'
import type MiniSearch from 'minisearch'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import { z } from 'zod'
import { Input } from '../ui/input'
import { type DocSection, SEARCH_OPTIONS } from './search-options'

const SHOWN = 8
const hitSchema = z.object({ id: z.string(), title: z.string(), page: z.string() })
type Hit = z.infer<typeof hitSchema>

/** The index comes with the first use: whoever only reads has no need of it. */
async function loadIndex(): Promise<MiniSearch<DocSection>> {
  const [{ default: Search }, response] = await Promise.all([import('minisearch'), fetch('/docs/search.json')])
  if (!response.ok) throw new Error('The index did not come.')
  return Search.loadJSON<DocSection>(await response.text(), SEARCH_OPTIONS)
}

/** Finds parts of pages by words in them. */
export function DocSearch() {
  const { t } = useLingui()
  const router = useRouter()
  const listId = useId()
  const loading = useRef<Promise<MiniSearch<DocSection>> | null>(null)
  const wanted = useRef('')
  const [hits, setHits] = useState<Hit[] | null>(null)
  const [failed, setFailed] = useState(false)

  async function search(words: string) {
    wanted.current = words
    if (words.trim() === '') return setHits(null)
    try {
      loading.current ??= loadIndex()
      const index = await loading.current
      setFailed(false)
      // Somebody types on while the index comes.
      if (wanted.current === words) setHits(z.array(hitSchema).parse(index.search(words).slice(0, SHOWN)))
    } catch {
      loading.current = null
      setFailed(true)
      setHits([])
    }
  }
  const close = () => setHits(null)

  return (
    <search
      className="relative w-full"
      onKeyDown={(event) => event.key === 'Escape' && close()}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const [first] = hits ?? []
          if (!first) return
          close()
          router.push(`/docs/${first.id}`)
        }}
      >
        <Input
          type="search"
          aria-label={t`Search the documentation`}
          aria-controls={listId}
          placeholder={t`Search`}
          autoComplete="off"
          onChange={(event) => void search(event.target.value)}
          onFocus={(event) => void search(event.target.value)}
        />
      </form>
      <div id={listId} role="status">
        {hits ? (
          <div className="absolute inset-x-0 top-full z-30 mt-1.5 max-h-[70dvh] overflow-y-auto rounded-lg border bg-popover p-1 shadow-(--shadow-pop) max-sm:fixed max-sm:inset-x-4 max-sm:top-14">
            {hits.length === 0 ? (
              <p className="px-3 py-2.5 text-muted-foreground text-sm">
                {failed ? t`The search could not be loaded. Try again.` : t`Nothing is found by these words.`}
              </p>
            ) : (
              <ul>
                {hits.map(({ id, title, page }) => (
                  <li key={id}>
                    <Link
                      href={`/docs/${id}`}
                      onClick={close}
                      className="block rounded-md px-3 py-2 text-sm hover:bg-accent focus-visible:bg-accent"
                    >
                      {title}
                      <span className="block text-muted-foreground text-xs">{page}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </div>
        ) : null}
      </div>
    </search>
  )
}
