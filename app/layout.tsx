import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { LanguageOfPage } from '@/components/language/language-of-page'
import { languageOfRequest } from '@/components/language/words-of-request'
import { Providers } from '@/components/shell/providers'
import { ThemeScript } from '@/components/ui/theme-script'
import { Toaster } from '@/components/ui/toaster'
import { mono, sans, sansCyrillic, sansMore } from './fonts'
import './globals.css'

const FONTS = [sans, sansMore, sansCyrillic, mono].map(({ variable }) => variable).join(' ')

export const metadata: Metadata = {
  title: { default: 'Ballast', template: '%s · Ballast' },
  description: 'All your exchange accounts in one view.',
  applicationName: 'Ballast',
  icons: {
    icon: [
      { url: '/icons/icon.svg', type: 'image/svg+xml' },
      { url: '/icons/icon-192.png', type: 'image/png', sizes: '192x192' },
    ],
    apple: '/icons/apple-180.png',
  },
  robots: { index: false, follow: false },
  appleWebApp: { capable: true, title: 'Ballast', statusBarStyle: 'default' },
  formatDetection: { telephone: false, email: false, address: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafafa' },
    { media: '(prefers-color-scheme: dark)', color: '#09090b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const language = await languageOfRequest()
  return (
    <html lang={language} className={FONTS} suppressHydrationWarning>
      <body>
        <ThemeScript nonce={nonce} />
        <LanguageOfPage language={language}>
          <Providers nonce={nonce}>{children}</Providers>
          <Toaster />
        </LanguageOfPage>
      </body>
    </html>
  )
}
