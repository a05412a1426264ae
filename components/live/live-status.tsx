'use client'
import type { MessageDescriptor } from '@lingui/core'
import { msg, plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useSyncExternalStore } from 'react'
import type { DeskFreshness } from '@/server/domain/views'
import { Age } from '../format/age'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'
import { StatusDot, type StatusTone } from '../ui/status-dot'
import { type Freshness, useFreshness } from './freshness-store'
import { type LiveState, liveStateOf } from './stream-state'
import { useLiveLine } from './use-live-line'
import { useNow } from './use-now'

/** Ages that differ by less read as one. */
const SAME_MS = 5000

/** Holds the live line of this tab, and says truthfully how fresh its numbers are, the same on every page. Mount it once. */
export function LiveStatus({ person }: { person: string }) {
  useLiveLine(person)
  const freshness = useFreshness()
  const online = useOnline()
  const now = useNow()
  if (now === null) return <Shown live={{ state: 'connecting' }} ages={null} />
  return <Shown live={liveStateOf(freshness, online, new Date(now))} ages={agesOf(freshness)} />
}

/** How old the numbers are, the same on every page. */
type Ages = Pick<DeskFreshness, 'newest' | 'oldest' | 'unread'>

function agesOf({ desk }: Freshness): Ages | null {
  return desk === null || desk.accounts === 0 ? null : desk
}

function Shown({ live, ages }: { live: LiveState; ages: Ages | null }) {
  const { t } = useLingui()
  const said = wording(live)
  const { tone } = said
  const [words, why] = [t(said.words), t(said.why)]
  return (
    <>
      <span role="status" className="sr-only">
        {words}
      </span>
      <Popover>
        <PopoverTrigger
          className="rounded-md px-1.5 py-1 pointer-coarse:min-h-11 hover:bg-muted"
          data-live={live.state}
          data-newest={ages?.newest?.toISOString()}
          data-oldest={ages?.oldest?.asOf.toISOString()}
        >
          <StatusDot tone={tone} className="text-xs">
            {words}
            {ages ? <ShortAges ages={ages} /> : null}
          </StatusDot>
        </PopoverTrigger>
        <PopoverContent align="end" className="text-sm outline-hidden">
          <p className="font-medium">{words}</p>
          <p className="mt-1 text-muted-foreground">{why}</p>
          {ages ? <AllAges ages={ages} /> : null}
          {live.state === 'signed-out' ? (
            <a href="/sign-in" className="mt-2 inline-block font-medium text-brand underline-offset-4 hover:underline">
              <Trans>Sign in</Trans>
            </a>
          ) : null}
        </PopoverContent>
      </Popover>
    </>
  )
}

/** Beside the word: both ends, or the one that there is. */
function ShortAges({ ages: { newest, oldest } }: { ages: Ages }) {
  if (!newest || !oldest) return null
  const same = newest.getTime() - oldest.asOf.getTime() < SAME_MS
  return (
    <span className="figures text-muted-foreground">
      <Age date={newest} />
      {same ? null : (
        <span className="max-sm:hidden">
          <Trans>
            , oldest <Age date={oldest.asOf} />
          </Trans>
        </span>
      )}
    </span>
  )
}

function AllAges({ ages: { newest, oldest, unread } }: { ages: Ages }) {
  return (
    <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t pt-3">
      {newest ? (
        <>
          <dt className="text-muted-foreground">
            <Trans>Newest reading</Trans>
          </dt>
          <dd className="text-right">
            <Age date={newest} />
          </dd>
        </>
      ) : null}
      {oldest ? (
        <>
          <dt className="text-muted-foreground">
            <Trans>Oldest account</Trans>
          </dt>
          <dd className="min-w-0 text-right">
            <span className="block truncate">{oldest.name}</span>
            <Age date={oldest.asOf} />
          </dd>
        </>
      ) : null}
      {unread > 0 ? (
        <>
          <dt className="text-muted-foreground">
            <Trans>Never read</Trans>
          </dt>
          <dd className="text-right">{unread}</dd>
        </>
      ) : null}
    </dl>
  )
}

function wording(live: LiveState): { tone: StatusTone; words: MessageDescriptor; why: MessageDescriptor } {
  switch (live.state) {
    case 'live':
      return { tone: 'ok', words: msg`Live`, why: msg`Every account is up to date. New readings appear here by themselves.` }
    case 'partial':
      return {
        tone: 'warning',
        words: msg`${live.late} of ${live.of} late`,
        why: msg`${plural(live.late, { one: 'One account is', other: '# accounts are' })} older than three refresh intervals, or could not be read at the last try. Totals hold their last known numbers.`,
      }
    case 'delayed':
      return {
        tone: 'warning',
        words: msg`Delayed`,
        why: msg`No account is up to date. The numbers are the last ones that could be read.`,
      }
    case 'behind':
      return {
        tone: 'warning',
        words: msg`Catching up`,
        why: msg`Newer numbers exist than this page shows. They are being fetched.`,
      }
    case 'waiting':
      return { tone: 'busy', words: msg`First reading`, why: msg`The accounts are being read for the first time.` }
    case 'empty':
      return { tone: 'off', words: msg`No accounts`, why: msg`Connect an account, and its numbers appear here by themselves.` }
    case 'connecting':
      return { tone: 'busy', words: msg`Connecting`, why: msg`The line for live updates is being set up.` }
    case 'polled':
      return {
        tone: 'warning',
        words: msg`Not live`,
        why:
          live.why === null
            ? msg`The line for live updates is cut; it is being tried again. Meanwhile this page asks every 30 seconds.`
            : msg`${live.why} Meanwhile this page asks every 30 seconds.`,
      }
    case 'reconnecting':
      return { tone: 'warning', words: msg`Reconnecting`, why: msg`The line to the server was lost; it is being tried again.` }
    case 'signed-out':
      return {
        tone: 'error',
        words: msg`Signed out`,
        why: msg`This page belongs to somebody who is not signed in here any more.`,
      }
    case 'offline':
      return { tone: 'error', words: msg`Offline`, why: msg`No line to the server. The numbers are the last ones that arrived.` }
  }
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('online', listener)
      addEventListener('offline', listener)
      return () => {
        removeEventListener('online', listener)
        removeEventListener('offline', listener)
      }
    },
    () => navigator.onLine,
    () => true,
  )
}
