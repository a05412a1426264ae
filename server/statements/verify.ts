import { isSignedBy, type Published, type ReadStatement, sha256 } from './envelope'

export interface Outcome {
  genuine: boolean
  /** What to tell a person. */
  lines: string[]
}

/** Checks a statement that was read against the keys that its issuer publishes. @param basis the file of days; null: not given */
export function verifyStatement({ envelope, kind, intact }: ReadStatement, keys: Published, basis: Buffer | null): Outcome {
  const { statement, signature } = envelope
  const { month, issuer, accounts, nav, twr } = statement
  const refused = (why: string): Outcome => ({ genuine: false, lines: [`NOT GENUINE: ${why}`] })
  if (!isSignedBy(envelope, keys.statement_keys)) return refused(`no key that ${keys.issuer} publishes signed it.`)
  if (keys.issuer !== issuer) return refused(`it names ${issuer} as its issuer, and the keys are those of ${keys.issuer}.`)
  if (kind === 'pdf' && !intact) return refused('the page was changed after it was signed.')
  if (basis !== null && sha256(basis.toString('utf8').trimEnd()) !== statement.basis.sha256) {
    return refused('it does not rest on these days.')
  }
  return {
    genuine: true,
    lines: [
      `Genuine: signed by ${issuer} (key ${signature.key}).`,
      `Month ${month}, ${accounts.length} ${accounts.length === 1 ? 'account' : 'accounts'}, made ${statement.madeAt}.`,
      `Net asset value: ${nav.value === null ? '-' : `${nav.value} USD`}${nav.why === null ? '' : ` (${nav.bound}: ${nav.why})`}`,
      `Time-weighted return: ${twr.value ?? '-'}${twr.why === null ? '' : ` (${twr.why})`}`,
      basis === null
        ? `Rests on ${statement.basis.rows} days, not looked at here.`
        : `Rests on the ${statement.basis.rows} days given.`,
    ],
  }
}
