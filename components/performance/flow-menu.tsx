'use client'
import { Trans, useLingui } from '@lingui/react/macro'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { lazyPart } from '../ui/lazy-part'
import type { FlowTask, HandledFlow } from './handled-flow'
import { KIND_NOUNS } from './words'

const FlowDialogs = lazyPart(() => import('./flow-dialogs').then((file) => file.FlowDialogs))

/** What a person can say of an entry: what it is, which it belongs to or not, and that what was written by hand goes. */
export function FlowMenu({ flow }: { flow: HandledFlow }) {
  const { t } = useLingui()
  const [task, setTask] = useState<FlowTask | null>(null)
  const { kind, state, byHand, pairedWith } = flow
  const kindNoun = t(KIND_NOUNS[kind])
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t`Change this ${kindNoun}`}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setTask('classify')}>
            <Trans>Say what it is …</Trans>
          </DropdownMenuItem>
          {pairedWith ? (
            <DropdownMenuItem onSelect={() => setTask('untie')}>
              <Trans>Not between own accounts …</Trans>
            </DropdownMenuItem>
          ) : null}
          {pairedWith === null && state !== 'failed' ? (
            <DropdownMenuItem onSelect={() => setTask('tie')}>
              <Trans>Tie to its other end …</Trans>
            </DropdownMenuItem>
          ) : null}
          {byHand ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setTask('remove')}>
                <Trans>Take it away …</Trans>
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {task === null ? null : <FlowDialogs open flow={flow} task={task} onClose={() => setTask(null)} />}
    </>
  )
}
