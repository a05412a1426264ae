'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { showPanel } from './command-store'
import { useModKey } from './mod-key'

/** Opens the command palette: a search field's looks on desks, an icon on phones. */
export function CommandTrigger() {
  const { t } = useLingui()
  const mod = useModKey()
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        className="md:hidden"
        aria-label={t`Search and commands`}
        onClick={() => showPanel('palette')}
      >
        <Search aria-hidden />
      </Button>
      <button
        type="button"
        onClick={() => showPanel('palette')}
        className="hidden h-8 w-64 items-center gap-2 rounded-md border bg-card px-2.5 text-muted-foreground text-sm shadow-xs transition-colors hover:bg-muted hover:text-foreground md:flex xl:w-80"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-left">
          <Trans>Search or jump to</Trans>
        </span>
        {/* Its place is kept until the keyboard is known. */}
        <Kbd className={mod === null ? 'invisible' : ''}>{mod === '⌘' ? '⌘K' : 'Ctrl K'}</Kbd>
      </button>
    </>
  )
}
