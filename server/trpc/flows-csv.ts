import { FLOW_NUMBERS, FLOW_SHAPES, type FlowLine } from '../domain/flows/files'
import { flowFileSchema } from '../schemas/flows'
import { exportFlows } from '../services/flows/export'
import type { TrpcContext } from './context'
import { csvDownload, csvText } from './csv-download'

const columnsOf = (shape: keyof typeof FLOW_SHAPES) =>
  FLOW_SHAPES[shape].columns.map((name) => ({
    name,
    isNumber: FLOW_NUMBERS.has(name),
    value: (line: FlowLine) => line[name] ?? null,
  }))

/** Entries as a CSV file for a signed-in browser; sent while they are read. */
export function flowsCsvResponse(context: TrpcContext, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  return csvDownload({
    ...{ context, query, signal, schema: flowFileSchema },
    fileName: ({ shape }) => (shape === 'ballast' ? 'flows.csv' : `flows-${shape}.csv`),
    // The other shapes are for imports of tools, which expect plain files.
    isPersonal: ({ shape }) => shape === 'ballast',
    make: (ctx, input, style) => csvText(exportFlows(ctx, input), columnsOf(input.shape), style),
  })
}
