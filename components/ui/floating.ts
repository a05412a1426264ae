import { cn } from './cn'

/** The panel of everything that floats: popovers, menus, selects. */
export const floatingClass = cn(
  'z-50 rounded-lg border bg-popover text-popover-foreground shadow-pop',
  'fade-in-0 zoom-in-98 data-[state=closed]:fade-out-0 data-[state=closed]:zoom-out-98 data-[state=open]:animate-in data-[state=closed]:animate-out',
  'duration-100',
)
