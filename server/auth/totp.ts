import { generateSecret, generateURI, verify } from 'otplib'

const ISSUER = 'Ballast'
/** Clocks of phones are a little off, and people type slowly: the step before and the step after count too. */
const TOLERANCE_SECONDS = 30

const STEP_SECONDS = 30

/** The step that a moment is in. */
export const stepAt = (now: Date) => Math.floor(now.getTime() / 1000 / STEP_SECONDS)

/** A new secret for an authenticator app: 160 random bits in base32. */
export const newTotpSecret = () => generateSecret()

/** What the QR code says. https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpUri(secret: string, email: string): string {
  return generateURI({ issuer: ISSUER, label: email, secret })
}

/**
 * Checks a code of 6 digits (RFC 6238, SHA-1, 30 s).
 * @param lastStep step of the last code that was used: it and all before it are void
 * @returns the code's step; null if it is wrong or used
 */
export async function totpStep(secret: string, code: string, now: Date, lastStep: number | null): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null
  const result = await verify({
    ...{ secret, token: code, epoch: Math.floor(now.getTime() / 1000), epochTolerance: TOLERANCE_SECONDS },
    ...(lastStep === null ? {} : { afterTimeStep: lastStep }),
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
