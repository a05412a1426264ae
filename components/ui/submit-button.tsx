'use client'
import { useSyncExternalStore } from 'react'
import { Button, type ButtonProps } from './button'
import { cn } from './cn'

const never = () => () => {}

/** False in what the server sends, true once the page has come to life. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/**
 * Sends a form of a page that the server rendered. It waits until its form has come to life: before that a browser
 * would send the fields by itself.
 */
export function SubmitButton({ disabled, className, variant = 'primary', ...props }: ButtonProps) {
  const alive = useAlive()
  return (
    <Button
      {...props}
      type="submit"
      variant={variant}
      disabled={disabled || !alive}
      className={cn(!alive && 'disabled:opacity-100', className)}
    />
  )
}
