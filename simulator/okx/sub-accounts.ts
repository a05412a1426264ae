import type { Ledger } from '../ledger'
import { accountBalance } from './balance'
import type { SignedCall } from './call'
import { OkxError } from './errors'
import { fundingBalances } from './funding'

/** Of the account whose key asks: ledgers that name it as their main account, called by their labels. */
const owned = ({ ledger, exchange }: SignedCall): Ledger[] =>
  exchange.ledgers().filter(({ master }) => master === ledger.key.apiKey)
const nameOf = ({ label, scenario }: Ledger) => label ?? scenario

/** GET /api/v5/users/subaccount/list. */
export function subAccountList(call: SignedCall) {
  return owned(call).map((ledger) => ({
    canTransOut: false,
    enable: true,
    frozenFunc: [],
    gAuth: false,
    label: '',
    mobile: '',
    subAcct: nameOf(ledger),
    subAcctLv: '1',
    ts: '1659334756000',
    type: '1',
    uid: ledger.uid,
  }))
}

/** The call as the sub-account that it names would ask. */
function asSub(call: SignedCall): SignedCall {
  const ledger = owned(call).find((one) => nameOf(one) === call.query.get('subAcct'))
  if (!ledger) throw new OkxError('59510', 'Sub-account does not exist')
  return { ...call, ledger, query: new URLSearchParams() }
}

/** GET /api/v5/account/subaccount/balances: as the sub-account's own balance; its positions are told to its own key alone. */
export const subAccountBalance = (call: SignedCall) => accountBalance(asSub(call))
/** GET /api/v5/asset/subaccount/balances. */
export const subAccountFunding = (call: SignedCall) => fundingBalances(asSub(call))
