// What the macro `useLingui` becomes in components that the browser has. The server's own have `words-of-request`.
export { useLingui } from '@lingui/react'
