import {
  Bell,
  ChartLine,
  Gauge,
  Layers,
  type LucideIcon,
  Settings,
  ShieldAlert,
  TrendingUp,
  Wallet,
  Waypoints,
} from 'lucide-react'
import type { Place } from './navigation'

/** Apart from the places themselves, which every page's keys know. */
export const ICONS: Record<Place, LucideIcon> = {
  overview: Gauge,
  balances: Layers,
  positions: Waypoints,
  accounts: Wallet,
  history: ChartLine,
  performance: TrendingUp,
  risk: ShieldAlert,
  alerts: Bell,
  settings: Settings,
}
