import type { SimulatedMove } from '../batch/simulate/simulated-children.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { copyAll, layDownPersons } from './lay-down-run.ts'
import type { KeptRun } from './kept-run.ts'
import { unhurried } from './publish-run.ts'
import { settleAsTheRunKnew } from './review-run.ts'
import { settlePersons } from './settle-persons.ts'
import { ask } from './statement.ts'

/** The children whom the alternatives of a simulation move, by the numbers of its run, with the rows that stand for them; whom of the registry each was to the run. */
export type MovedChildren = Readonly<{
  persons: () => AsyncIterable<Readonly<{ no: number; place: string; personId: number | null }>>
  places: KeptRun['places']
  moves: () => AsyncIterable<SimulatedMove>
}>

/** Who they are the registry says, by the very statements that publish a run; of whom it cannot say, the place stays. */
export const keepSimulatedChildren =
  ({ persons, places, moves }: MovedChildren) =>
  async (tx: Tx, division: string, simulationId: bigint): Promise<void> => {
    await unhurried(tx)
    const known: Readonly<{ no: number; personId: number }>[] = []
    for await (const { no, personId } of persons()) if (personId !== null) known.push({ no, personId })
    await layDownPersons(tx, { persons, places })
    await settlePersons(tx, division)
    await settleAsTheRunKnew(tx, known)
    await ask(
      tx,
      'create temporary table said_move (no bigint, alternative smallint, stage text, line text, loan boolean, was_fen bigint, is_fen bigint, was_state text, is_state text) on commit drop',
    )
    await copyAll(tx, 'said_move', ['no', 'alternative', 'stage', 'line', 'loan', 'was_fen', 'is_fen', 'was_state', 'is_state'], moves(), of => [
      of.no,
      of.alternative,
      of.stage,
      of.line,
      of.loan,
      of.wasFen,
      of.isFen,
      of.wasState,
      of.isState,
    ])
    await ask(tx, 'analyze said_move')
    await ask(
      tx,
      `insert into leads.simulated_child (division, simulation_id, alternative, person_no, stage, lines, was_fen, is_fen, was_state, is_state, difference_fen, person_id, place)
       select $1, $2, m.alternative, m.no, min(m.stage), array_agg(m.line order by m.line), array_agg(m.was_fen order by m.line), array_agg(m.is_fen order by m.line),
         array_agg(m.was_state order by m.line), array_agg(m.is_state order by m.line), coalesce(sum(m.is_fen - m.was_fen) filter (where not m.loan), 0), p.person_id, case when p.person_id is null then p.place end
       from said_move m join said_person p using (no) group by m.alternative, m.no, p.person_id, p.place`,
      division,
      simulationId,
    )
  }
