import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Check, Minus, X } from 'lucide-react'
import { Spinner } from '../ui/spinner'

export type StepState = 'waiting' | 'running' | 'done' | 'failed'

export interface ProgressStep {
  id: string
  label: string
  state: StepState
  /** What came of it. */
  note?: string
}

const STATE_WORDS: Record<StepState, MessageDescriptor> = {
  waiting: msg`not begun`,
  running: msg`under way`,
  done: msg({ message: 'done', context: 'a step' }),
  failed: msg({ message: 'failed', context: 'a step' }),
}

/** The steps of something that takes a while, each with its state; spoken as it changes. */
export function SaveProgress({ steps }: { steps: readonly ProgressStep[] }) {
  const { t } = useLingui()
  return (
    <ol aria-live="polite" className="flex flex-col gap-2.5 rounded-md border bg-muted px-3 py-3">
      {steps.map(({ id, label, state, note }) => (
        <li key={id} className="flex items-start gap-2.5 text-sm">
          <span className="mt-0.5 grid size-4 shrink-0 place-items-center">{mark(state)}</span>
          <span className={state === 'waiting' ? 'text-muted-foreground' : 'text-foreground'}>
            {label}
            <span className="sr-only">, {t(STATE_WORDS[state])}</span>
            {note ? <span className="block text-muted-foreground text-xs">{note}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  )
}

function mark(state: StepState) {
  if (state === 'running') return <Spinner className="text-brand" />
  if (state === 'done') return <Check aria-hidden className="size-4 text-profit" strokeWidth={2.5} />
  if (state === 'failed') return <X aria-hidden className="size-4 text-destructive" strokeWidth={2.5} />
  return <Minus aria-hidden className="size-3 text-subtle-foreground" />
}
