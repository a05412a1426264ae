'use client'
import { type ComponentProps, useEffect, useRef, useState } from 'react'
import { cn } from './cn'

/** Plain tables for short lists; long ones are virtual and take these classes only. */
export function Table({ className, ...props }: ComponentProps<'table'>) {
  const frame = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth))
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return (
    // What is wider than its place must be scrollable with the keyboard (WCAG 2.1.1).
    <div ref={frame} tabIndex={scrolls ? 0 : undefined} className="thin-scroll relative w-full overflow-x-auto">
      <table className={cn('w-full caption-bottom border-collapse text-sm', className)} {...props} />
    </div>
  )
}

export function TableHeader({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('[&_tr]:border-b', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&_tr:last-child]:border-0', className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr className={cn('border-b transition-colors hover:bg-muted/60 data-[state=selected]:bg-muted', className)} {...props} />
  )
}

export function TableHead({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn('caption h-9 whitespace-nowrap px-3 text-left align-middle first:pl-4 last:pr-4', className)}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      // As high as a finger where all of a cell is its link.
      className={cn(
        'h-10 px-3 py-1.5 align-middle first:pl-4 last:pr-4 pointer-coarse:has-[.touch-cell]:relative pointer-coarse:has-[.touch-cell]:h-11',
        className,
      )}
      {...props}
    />
  )
}
