import type { CsvColumn } from '../csv-writer'
import { exportHistorySchema } from '../schemas/history'
import { type ExportLine, exportEquity } from '../services/history/export'
import type { TrpcContext } from './context'
import { csvDownload, csvText } from './csv-download'

const TEXTS: (keyof ExportLine)[] = ['time', 'account', 'exchange']
const NUMBERS: (keyof ExportLine)[] = ['open', 'high', 'low', 'close', 'gross_exposure', 'net_exposure']

const column = (name: keyof ExportLine, isNumber: boolean): CsvColumn<ExportLine> => ({
  name,
  isNumber,
  value: (line) => line[name],
})
const COLUMNS = [
  ...TEXTS.map((name) => column(name, false)),
  ...NUMBERS.map((name) => column(name, true)),
  column('equity_bound', false),
  column('set_aside', true),
]

/** Equity of each account as a CSV file for a signed-in browser; sent while it is read. */
export function csvResponse(context: TrpcContext, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  return csvDownload({
    ...{ context, query, signal, schema: exportHistorySchema },
    fileName: () => 'equity.csv',
    make: (ctx, input, style) => csvText(exportEquity(ctx, input), COLUMNS, style),
  })
}
