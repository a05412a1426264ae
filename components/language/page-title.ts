import 'server-only'
import type { MessageDescriptor } from '@lingui/core'
import type { Metadata } from 'next'
import { wordsOfRequest } from './words-of-request'

/** A page's `generateMetadata`: its title, in the language of who asks. */
export function pageTitle(title: MessageDescriptor, more: Metadata = {}): () => Promise<Metadata> {
  return async () => ({ ...more, title: (await wordsOfRequest())._(title) })
}
