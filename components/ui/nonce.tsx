'use client'
import { createContext, type ReactNode, useContext, useState } from 'react'

const Nonce = createContext<string | undefined>(undefined)

declare global {
  /** Where the scroll lock of dialogs and menus looks for the nonce of the style it adds. */
  var __webpack_nonce__: string | undefined
}

/** Keeps the nonce of the document that was loaded: later answers bring others, which its policy does not know. */
export function NonceProvider({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [first] = useState(nonce)
  if (typeof window !== 'undefined') globalThis.__webpack_nonce__ = first
  return <Nonce value={first}>{children}</Nonce>
}

/** For primitives that write a style element of their own. */
export function useNonce(): string | undefined {
  return useContext(Nonce)
}
