import { concat, text, unionAll } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'
import { absentPupils, notEnrolledPersons, soughtOn } from './out-of-school.ts'

/** 脱贫户辍学: out of school by either comparison, and of a lifted-out household (学籍×在校×脱贫库). */
export const liftedOutDropout = (world: World): Basis =>
  unionAll(
    notEnrolledPersons(world)
      .where(c => c.lifted_out)
      .select(c => ({
        kind: text('lifted-out-dropout'),
        ground: text('not-enrolled'),
        subject: c.person_id,
        row_id: c.row_id,
        detail: text(`脱贫户子女，户籍适龄，但${soughtOn(world)}名册中都没有`),
      })),
    absentPupils(world)
      .where(c => c.lifted_out)
      .select(c => ({
        kind: text('lifted-out-dropout'),
        ground: text('on-roll-not-present'),
        subject: c.person_id,
        row_id: c.row_id,
        detail: concat(text('脱贫户子女，'), c.says),
      })),
  )
