'use client'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { AlertDialog, AlertDialogCancel, AlertDialogContent, AlertDialogDescription, AlertDialogTitle } from './alert-dialog'
import { Button } from './button'
import { DialogBody, DialogFooter, DialogHeader } from './dialog'
import { failureOf } from './failure'
import { Notice } from './notice'

interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description: ReactNode
  /** What the button does, as a verb: never "OK". */
  confirm: string
  onConfirm: () => void
  pending: boolean
  /** The failure of the last try; null if there was none. */
  error: unknown
  tone?: 'primary' | 'destructive'
  children?: ReactNode
}

/** Asks before something that can't be taken back; what fails is said in it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirm, onConfirm, pending, error, tone = 'destructive', children } = props
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <DialogHeader className={children || error ? undefined : 'pb-5'}>
          <AlertDialogTitle>{title}</AlertDialogTitle>
          <AlertDialogDescription>{description}</AlertDialogDescription>
        </DialogHeader>
        {children || error ? (
          <DialogBody>
            {children}
            {error ? <Notice tone="error">{failureOf(error).message}</Notice> : null}
          </DialogBody>
        ) : null}
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>
              <Trans>Cancel</Trans>
            </Button>
          </AlertDialogCancel>
          <Button variant={tone} loading={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}
