'use client'
import { Tabs as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const Tabs = Radix.Root

export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return <Radix.List className={cn('thin-scroll flex gap-5 overflow-x-auto border-b', className)} {...props} />
}

export const tabClass = cn(
  '-mb-px inline-flex h-9 shrink-0 pointer-coarse:h-11 pointer-coarse:min-w-11 items-center whitespace-nowrap border-transparent border-b-2 font-medium text-muted-foreground text-sm transition-colors hover:text-foreground',
  'data-[state=active]:border-foreground data-[state=active]:text-foreground aria-[current=page]:border-foreground aria-[current=page]:text-foreground',
  'focus-visible:-outline-offset-2',
)

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger className={cn(tabClass, className)} {...props} />
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn('pt-4', className)} {...props} />
}
