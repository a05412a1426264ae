'use client'
// What `<Trans>` becomes in components that the browser has. The server's own have `trans-of-request`.
export { Trans } from '@lingui/react'
