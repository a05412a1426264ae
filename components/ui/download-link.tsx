'use client'
import type { I18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { ComponentProps, MouseEvent } from 'react'
import { useDeskHref } from '../desk/navigation'
import { saveFile } from './save-file'
import { toast } from './toast'

interface DownloadLinkProps extends Omit<ComponentProps<'a'>, 'download' | 'onClick'> {
  href: string
  fileName: string
}

/**
 * A file that the server may take a while to write: how much of it has come is said meanwhile, it can be stopped, and a
 * failure is said. Before the page is alive, and with a modifier key, it is a plain link.
 */
export function DownloadLink({ href: asked, fileName, ...props }: DownloadLinkProps) {
  const href = useDeskHref()(asked)
  const { i18n } = useLingui()
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    void fetchFile(href, fileName, i18n)
  }
  return <a href={href} download={fileName} onClick={onClick} {...props} />
}

/** Often enough to look alive, seldom enough to be read. */
const TELL_MS = 250

async function fetchFile(href: string, fileName: string, i18n: I18n): Promise<void> {
  const stop = new AbortController()
  const action = { label: i18n._(msg`Stop`), onClick: () => stop.abort() }
  const id = toast.loading(i18n._(msg`${fileName} is being written`), { duration: Number.POSITIVE_INFINITY, action })
  try {
    const response = await fetch(href, { signal: stop.signal })
    if (!response.ok || !response.body) throw new Error(`${response.status}`)
    const parts: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    let told = performance.now()
    const reader = response.body.getReader()
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value)
      bytes += part.value.byteLength
      if (performance.now() - told < TELL_MS) continue
      told = performance.now()
      toast.loading(`${fileName}: ${size(bytes)}`, { id, duration: Number.POSITIVE_INFINITY, action })
    }
    saveFile(fileName, new Blob(parts, { type: response.headers.get('content-type') ?? '' }))
    toast.success(i18n._(msg`${fileName} saved, ${size(bytes)}`), { id, duration: 4000, action: undefined })
  } catch {
    if (stop.signal.aborted) {
      toast.dismiss(id)
      return
    }
    const again = { label: i18n._(msg`Try again`), onClick: () => void fetchFile(href, fileName, i18n) }
    const description = i18n._(msg`Nothing was saved. If it happens again, sign in anew or ask for a shorter range.`)
    toast.error(i18n._(msg`${fileName} broke off`), { id, duration: 10_000, description, action: again })
  }
}

function size(bytes: number): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  const value = bytes / (bytes < 1_000_000 ? 1_000 : 1_000_000)
  return new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value)
}
