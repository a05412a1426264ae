import { EARLY_INPUT_SCRIPT } from './early-input'

/** Stands first in the layout, so that it listens while the page still streams in. */
export function EarlyInputScript({ nonce }: { nonce: string | undefined }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, which the content policy lets through by its nonce.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: EARLY_INPUT_SCRIPT }} />
}
