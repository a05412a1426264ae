'use client'
import { Check, ChevronDown, ChevronUp } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { floatingClass } from './floating'
import { controlClass } from './input'
import { useNonce } from './nonce'

export const Select = Radix.Root
export const SelectValue = Radix.Value
export const SelectGroup = Radix.Group

export function SelectTrigger({ className, children, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={cn(
        controlClass,
        'inline-flex items-center justify-between gap-2 whitespace-nowrap text-left data-placeholder:text-subtle-foreground [&>span]:truncate',
        className,
      )}
      {...props}
    >
      {children}
      <Radix.Icon asChild>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      </Radix.Icon>
    </Radix.Trigger>
  )
}

export function SelectContent({ className, children, position = 'popper', ...props }: ComponentProps<typeof Radix.Content>) {
  const nonce = useNonce()
  return (
    <Radix.Portal>
      <Radix.Content
        position={position}
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          floatingClass,
          'relative max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden',
          className,
        )}
        {...props}
      >
        <Radix.ScrollUpButton className="grid h-6 place-items-center">
          <ChevronUp aria-hidden className="size-4" />
        </Radix.ScrollUpButton>
        <Radix.Viewport nonce={nonce} className="max-h-80 p-1">
          {children}
        </Radix.Viewport>
        <Radix.ScrollDownButton className="grid h-6 place-items-center">
          <ChevronDown aria-hidden className="size-4" />
        </Radix.ScrollDownButton>
      </Radix.Content>
    </Radix.Portal>
  )
}

export function SelectItem({ className, children, ...props }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      className={cn(
        'relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-md pr-8 pl-2 text-sm outline-hidden data-disabled:pointer-events-none data-highlighted:bg-accent data-disabled:opacity-50 pointer-coarse:min-h-11',
        className,
      )}
      {...props}
    >
      <Radix.ItemText>{children}</Radix.ItemText>
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-4" />
      </Radix.ItemIndicator>
    </Radix.Item>
  )
}
