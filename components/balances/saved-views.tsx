'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Bookmark, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useDeskRouter } from '../desk/navigation'
import { Button } from '../ui/button'
import { Input } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { LONGEST_NAME, useKeptViews, withView } from './kept-views'
import type { AssetBook } from './view-query'

/** Ways to look at the table that have a name: chosen, kept as it is now, and forgotten. */
export function SavedViews({ what }: { what: AssetBook }) {
  const { t } = useLingui()
  const router = useDeskRouter()
  const { views, set } = useKeptViews(what)
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')

  function keep(event: FormEvent): void {
    event.preventDefault()
    if (name.trim() === '') return
    set(withView(views, { name, query: location.search }))
    setName('')
    setOpen(false)
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className="max-md:hidden">
          <Bookmark aria-hidden />
          <Trans>Views</Trans>
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        className="thin-scroll max-h-(--radix-popover-content-available-height) w-64 overflow-y-auto p-2"
      >
        {views.length === 0 ? (
          <p className="px-1.5 pb-2 text-muted-foreground text-xs">
            <Trans>Give what the table shows now a name: its search, filters, order and columns are kept in this browser.</Trans>
          </p>
        ) : (
          <ul aria-label={t`Kept views`} className="pb-2">
            {views.map((view) => (
              <li key={view.name} className="flex items-center gap-1">
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    router.push(`/${what}${view.query}`)
                  }}
                  className="min-h-8 pointer-coarse:min-h-11 min-w-0 flex-1 truncate rounded-md px-1.5 text-left hover:bg-accent"
                >
                  {view.name}
                </button>
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={t`Forget ${view.name}`}
                  onClick={() => set(views.filter((each) => each.name !== view.name))}
                >
                  <Trash2 aria-hidden />
                </Button>
              </li>
            ))}
          </ul>
        )}
        <form onSubmit={keep} className="flex gap-1.5 border-t pt-2">
          <Input
            value={name}
            maxLength={LONGEST_NAME}
            onChange={(event) => setName(event.target.value)}
            placeholder={t`Name of this view`}
            aria-label={t`Name of this view`}
          />
          <Button type="submit" disabled={name.trim() === ''}>
            <Trans>Keep</Trans>
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  )
}
