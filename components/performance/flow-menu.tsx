'use client'
import { useMutation } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { FLOW_KINDS, type FlowKind } from '@/server/domain/flows/types'
import { useTRPC } from '../trpc-provider'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'
import { failureOf } from '../ui/failure'
import { toast } from '../ui/toast'
import { KIND_LABELS } from './words'

interface FlowMenuProps {
  id: string
  kind: FlowKind
  /** A person said what it is. */
  changed: boolean
  pairedWith: string | null
  byHand: boolean
  /** It left the account: of a pair the one that went out. */
  negative: boolean
}

/** What a person can say of an entry: another kind, that it is no pair, or take away what was written by hand. */
export function FlowMenu({ id, kind, changed, pairedWith, byHand, negative }: FlowMenuProps) {
  const trpc = useTRPC()
  const router = useRouter()
  const done = { onSuccess: () => router.refresh(), onError: (error: unknown) => toast.error(failureOf(error).message) }
  const classify = useMutation(trpc.flows.classify.mutationOptions(done))
  const untie = useMutation(trpc.flows.untie.mutationOptions(done))
  const remove = useMutation(trpc.flows.remove.mutationOptions(done))
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Change this ${KIND_LABELS[kind].toLowerCase()}`}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {FLOW_KINDS.filter((each) => each !== kind).map((each) => (
          <DropdownMenuItem key={each} onSelect={() => classify.mutate({ id, kind: each })}>
            Count as {KIND_LABELS[each].toLowerCase()}
          </DropdownMenuItem>
        ))}
        {changed || pairedWith || byHand ? <DropdownMenuSeparator /> : null}
        {changed ? (
          <DropdownMenuItem onSelect={() => classify.mutate({ id, kind: null })}>As the exchange says</DropdownMenuItem>
        ) : null}
        {pairedWith ? (
          <DropdownMenuItem
            onSelect={() => untie.mutate(negative ? { outId: id, inId: pairedWith } : { outId: pairedWith, inId: id })}
          >
            Not between own accounts
          </DropdownMenuItem>
        ) : null}
        {byHand ? <DropdownMenuItem onSelect={() => remove.mutate({ id })}>Take it away</DropdownMenuItem> : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
