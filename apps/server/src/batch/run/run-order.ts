import type { Village } from '@yingjin/comparison'
import type { Term } from '@yingjin/kernel'
import type { OfficeManifest } from '../office/office-store.ts'
import type { ChosenReadings, Pack } from '@yingjin/policy'
import type { TakenSnapshot } from '../receive/index.ts'

/** What a run is asked to do. Everything that decides the result stands here, in the folder, or in the snapshots it names. */
export type RunOrder = Readonly<{
  /** Where rosters lie; null where all of them were received before. */
  folder: string | null
  taken?: readonly TakenSnapshot[]
  county: string
  countyName: string
  term: Term
  pack: Pack
  readings: ChosenReadings
  /** The county’s villages, by which two rosters agree on a place; none, and that evidence is not used. */
  villages: readonly Village[]
  /** What the office knows of its persons, by the snapshot that was taken of it; none, and every person is new. */
  office?: OfficeManifest
  /** The folder its workbooks are written to; null where they are sealed with the run, to be opened one by one. */
  out: string | null
  dataDir: string
  /** The configuration folder with the county’s keys; never below the data directory. */
  config: string
  programVersion: string
  onProgress: (line: string) => void
}>
