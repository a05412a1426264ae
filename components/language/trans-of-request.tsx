import { TransNoContext, type TransProps } from '@lingui/react/server'
import 'server-only'
import { useLingui } from './words-of-request'

/**
 * What `<Trans>` becomes in components that only the server has: a text, and no code for the browser. Were it the browser's own, the
 * frame of every page would wait for the code of the page before it comes alive.
 */
export function Trans(props: TransProps) {
  return <TransNoContext {...props} lingui={useLingui()} />
}
