import { not, text } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'
import { absentPupils } from './out-of-school.ts'

/** 名在人不在 (学籍×在校). */
export const onRollNotPresent = (world: World): Basis =>
  absentPupils(world)
    .where(c => not(c.lifted_out))
    .select(c => ({
      kind: text('on-roll-not-present'),
      ground: text(''),
      subject: c.person_id,
      row_id: c.row_id,
      detail: c.says,
    }))
