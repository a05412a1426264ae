'use client'
import { Slot } from 'radix-ui'
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { onSettled } from './use-wanted'

/**
 * What popovers and menus have in common: a button that is there with the page, and a panel whose code (where to stand, what
 * has the focus, what closes it) comes when somebody points at the button, or the page has settled.
 */
interface LatePanel {
  open: boolean
  setOpen: (open: boolean) => void
  /** It was opened by a key: a menu then begins at its first item. */
  byKey: boolean
  button: RefObject<HTMLButtonElement | null>
  buttonId: string
  panelId: string
}

const Context = createContext<(LatePanel & { setByKey: (byKey: boolean) => void }) | null>(null)

export interface LatePanelProps {
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: ReactNode
}

export function LatePanelRoot({ open: given, onOpenChange, children }: LatePanelProps) {
  const [own, setOwn] = useState(false)
  const [byKey, setByKey] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const setOpen = (open: boolean) => {
    setOwn(open)
    onOpenChange?.(open)
  }
  return (
    <Context value={{ open: given ?? own, setOpen, byKey, setByKey, button, buttonId: `${id}-button`, panelId: `${id}-panel` }}>
      {children}
    </Context>
  )
}

export function useLatePanel(): LatePanel & { setByKey: (byKey: boolean) => void } {
  const panel = useContext(Context)
  if (panel === null) throw new Error('A panel or its button stands outside of its root.')
  return panel
}

interface LateTriggerProps
  extends Omit<ComponentProps<'button'>, 'ref' | 'onClick' | 'onPointerEnter' | 'onTouchStart' | 'onFocus'> {
  /** Lends what it does to its only child, which must be a button. */
  asChild?: boolean
  kind: 'dialog' | 'menu'
  /** Has the panel's code fetched. */
  warm: () => void
}

export function LateTrigger({ asChild = false, kind, warm, onKeyDown, ...props }: LateTriggerProps) {
  const { open, setOpen, setByKey, button, buttonId, panelId } = useLatePanel()
  useEffect(() => onSettled(warm), [warm])
  const Part = asChild ? Slot.Root : 'button'
  return (
    <Part
      type="button"
      id={buttonId}
      aria-haspopup={kind}
      aria-expanded={open}
      aria-controls={open ? panelId : undefined}
      data-state={open ? 'open' : 'closed'}
      {...props}
      ref={button}
      onPointerEnter={warm}
      onTouchStart={warm}
      onFocus={warm}
      // A click that a key made has no place on the screen.
      onClick={(event) => {
        setByKey(event.detail === 0 && event.clientX === 0)
        setOpen(!open)
      }}
      onKeyDown={(event: KeyboardEvent<HTMLButtonElement>) => {
        onKeyDown?.(event)
        if (kind !== 'menu' || event.key !== 'ArrowDown' || event.defaultPrevented) return
        event.preventDefault()
        setByKey(true)
        setOpen(true)
      }}
    />
  )
}

/** What both kinds of panel do when something outside of them is meant, and when they close. */
export function usePanelEnds({ button }: Pick<LatePanel, 'button'>) {
  const elsewhere = useRef(false)
  return {
    onInteractOutside(event: Event) {
      // The button closes it itself.
      if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
      else elsewhere.current = true
    },
    onCloseAutoFocus(event: Event) {
      if (!elsewhere.current) button.current?.focus()
      elsewhere.current = false
      event.preventDefault()
    },
  }
}
