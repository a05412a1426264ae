import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Spinner } from './spinner'

export const buttonVariants = cva(
  [
    'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium text-sm',
    'transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    "[&_svg:not([class*='size-'])]:size-4 [&_svg]:pointer-events-none [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: 'bg-primary text-primary-foreground hover:bg-primary/88 active:bg-primary/80',
        secondary: 'border bg-card text-foreground shadow-xs hover:bg-muted active:bg-accent data-[state=open]:bg-muted',
        ghost:
          'text-muted-foreground hover:bg-accent hover:text-foreground data-[state=open]:bg-accent data-[state=open]:text-foreground',
        destructive: 'bg-destructive-fill text-white hover:bg-destructive-fill/90 active:bg-destructive-fill/80',
        'destructive-quiet': 'border bg-card text-destructive shadow-xs hover:border-destructive/40 hover:bg-destructive-soft',
        link: 'touch-text h-auto! rounded-sm px-0! text-brand underline-offset-4 hover:underline',
      },
      size: {
        sm: 'h-7 px-2.5 text-xs pointer-coarse:h-11 pointer-coarse:min-w-11',
        md: 'h-8 px-3 pointer-coarse:h-11 pointer-coarse:min-w-11',
        lg: 'h-10 px-4 pointer-coarse:h-11',
        'icon-sm': 'size-7 pointer-coarse:size-11',
        icon: 'size-8 pointer-coarse:size-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Lends the looks to its only child (a link). */
  asChild?: boolean
  /** Shows a spinner, announces itself busy and takes no further click. */
  loading?: boolean
}

export function Button({
  className,
  variant,
  size,
  asChild = false,
  loading = false,
  disabled,
  children,
  ...props
}: ButtonProps) {
  if (asChild) {
    return (
      <Slot.Root className={cn(buttonVariants({ variant, size }), className)} {...props}>
        {children}
      </Slot.Root>
    )
  }
  return (
    <button
      type="button"
      className={cn(buttonVariants({ variant, size }), className)}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...props}
    >
      {loading ? <Spinner /> : null}
      {children}
    </button>
  )
}
