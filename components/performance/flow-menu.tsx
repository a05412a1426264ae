'use client'
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
import { KIND_LABELS } from './words'

const FlowDialogs = lazyPart(() => import('./flow-dialogs').then((file) => file.FlowDialogs))

/** What a person can say of an entry: what it is, which it belongs to or not, and that what was written by hand goes. */
export function FlowMenu({ flow }: { flow: HandledFlow }) {
  const [task, setTask] = useState<FlowTask | null>(null)
  const { kind, state, byHand, pairedWith } = flow
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Change this ${KIND_LABELS[kind].toLowerCase()}`}>
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setTask('classify')}>Say what it is …</DropdownMenuItem>
          {pairedWith ? <DropdownMenuItem onSelect={() => setTask('untie')}>Not between own accounts …</DropdownMenuItem> : null}
          {pairedWith === null && state !== 'failed' ? (
            <DropdownMenuItem onSelect={() => setTask('tie')}>Tie to its other end …</DropdownMenuItem>
          ) : null}
          {byHand ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setTask('remove')}>Take it away …</DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {task === null ? null : <FlowDialogs open flow={flow} task={task} onClose={() => setTask(null)} />}
    </>
  )
}
