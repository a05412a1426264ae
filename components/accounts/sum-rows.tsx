import { Plural } from '@lingui/react/macro'
import type { AccountTableView } from '@/server/domain/views'
import { TableCell, TableRow } from '../ui/table'
import type { AccountGroup } from './account-groups'
import { SumEquity } from './sum-equity'

type Summed = Pick<AccountTableView, 'sum' | 'active'>

interface GroupProps {
  group: AccountGroup
}

/** Before the rows of a group in a table whose first columns are account, status and equity. */
export function GroupRow({ group, columns }: GroupProps & { /** Those after the equity. */ columns: number }) {
  return (
    <TableRow className="bg-muted/50">
      <TableCell colSpan={2} className="h-9 font-medium">
        <GroupName group={group} />
      </TableCell>
      <TableCell className="text-right font-medium">
        <SumEquity sum={group} />
      </TableCell>
      <TableCell colSpan={columns} />
    </TableRow>
  )
}

/** The same in a list. */
export function GroupItem({ group }: GroupProps) {
  return (
    <li className="flex items-center justify-between gap-3 bg-muted/50 px-4 py-2 font-medium">
      <GroupName group={group} />
      <SumEquity sum={group} />
    </li>
  )
}

function GroupName({ group }: GroupProps) {
  return (
    <span>
      {group.name}
      <span className="figures pl-2 font-normal text-muted-foreground">{group.accounts}</span>
    </span>
  )
}

/** Below the table: what all that were chosen come to, also those that are not loaded yet. */
export function SumFoot({ table, columns }: { table: Summed; columns: number }) {
  if (table.sum.accounts < 2) return null
  return (
    <tfoot>
      <TableRow className="border-t border-b-0 font-medium hover:bg-transparent">
        <TableCell colSpan={2} className="h-11">
          <SumWords table={table} />
        </TableCell>
        <TableCell className="text-right">
          <SumEquity sum={table.sum} />
        </TableCell>
        <TableCell colSpan={columns} />
      </TableRow>
    </tfoot>
  )
}

/** The same below a list. */
export function SumItem({ table }: { table: Summed }) {
  if (table.sum.accounts < 2) return null
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3 font-medium">
      <span>
        <SumWords table={table} />
      </span>
      <SumEquity sum={table.sum} />
    </li>
  )
}

function SumWords({ table: { sum, active } }: { table: Summed }) {
  const { accounts } = sum
  return accounts === active ? (
    <Plural value={accounts} one="All # accounts" other={`All ${accounts} accounts`} />
  ) : (
    <Plural value={accounts} one="These # accounts" other={`These ${accounts} accounts`} />
  )
}
